namespace Plimsoll.Liquidation;

/// <summary>A position to be closed out.</summary>
/// <param name="Market">Which market; one position for each.</param>
/// <param name="Size">Signed size, not zero.</param>
/// <param name="Entry">Entry price.</param>
/// <param name="Oracle">Oracle price, above zero.</param>
/// <param name="MaintenanceRate">Maintenance margin as a share of notional, above zero.</param>
public sealed record CloseOutPosition(string Market, decimal Size, decimal Entry, decimal Oracle, decimal MaintenanceRate)
{
    /// <summary>Unrealised profit at the oracle price.</summary>
    public decimal Profit => Size * (Oracle - Entry);

    /// <summary>Maintenance margin.</summary>
    public decimal MaintenanceMargin => Math.Abs(Size) * Oracle * MaintenanceRate;
}
