namespace Plimsoll.Formats.Estimates;

/// <summary>Where a unit of margin stands, in the numeraire.</summary>
/// <param name="Equity">Collateral after haircuts plus unrealised P&amp;L.</param>
/// <param name="InitialMargin">Needed to open or increase; null when the model does not state it.</param>
/// <param name="MaintenanceMargin">Needed to keep.</param>
/// <param name="Notional">Sum of the positions' notionals.</param>
public sealed record AccountFigures(decimal Equity, decimal? InitialMargin, decimal MaintenanceMargin, decimal Notional)
{
    /// <summary>Equity over maintenance margin; null when nothing needs margin.</summary>
    public decimal? MarginRatio => MaintenanceMargin > 0 ? Equity / MaintenanceMargin : null;
}
