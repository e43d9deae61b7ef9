namespace Plimsoll.Margin;

/// <summary>The accounts of a party whose position has its own collateral, in units of the asset, none negative.</summary>
/// <param name="Margin">Behind the position.</param>
/// <param name="OrderMargin">Behind the orders.</param>
/// <param name="General">Free.</param>
public sealed record IsolatedBalances(decimal Margin, decimal OrderMargin, decimal General)
{
    /// <summary>All of it.</summary>
    public decimal Total => Margin + OrderMargin + General;
}
