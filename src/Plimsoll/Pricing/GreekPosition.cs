namespace Plimsoll.Pricing;

/// <summary>A position and the figures of one contract of it.</summary>
/// <param name="Quantity">Contracts, signed, times the contract's multiplier.</param>
/// <param name="PerContract">Of one contract held long.</param>
public readonly record struct GreekPosition(double Quantity, CashGreeks PerContract)
{
    /// <summary>Of the whole position.</summary>
    public CashGreeks Total => PerContract * Quantity;
}
