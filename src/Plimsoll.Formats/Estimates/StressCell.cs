namespace Plimsoll.Formats.Estimates;

/// <summary>A portfolio after a move of the market: the cross account and isolated positions together, in the numeraire.</summary>
/// <param name="Prices">Relative move of each underlying's price, in the order of <see cref="PortfolioStress.Underlyings"/>.</param>
/// <param name="Volatility">Relative move of volatilities.</param>
/// <param name="Profit">By how much the move changes the net liquidation value; below zero is a loss.</param>
/// <param name="Equity">Equity after it.</param>
/// <param name="InitialMargin">What opening or increasing it would need then; null when the model does not state it.</param>
/// <param name="MaintenanceMargin">What keeping it needs then.</param>
/// <param name="Liquidated">The units of margin that would be liquidated, by name.</param>
public sealed record StressCell(
    IReadOnlyList<decimal> Prices,
    decimal Volatility,
    decimal Profit,
    decimal Equity,
    decimal? InitialMargin,
    decimal MaintenanceMargin,
    IReadOnlyList<string> Liquidated
)
{
    /// <summary>Whether anything would be liquidated.</summary>
    public bool IsBroken => Liquidated.Count > 0;

    /// <summary>Equity over maintenance margin; null when nothing needs margin.</summary>
    public decimal? MarginRatio => MaintenanceMargin > 0 ? Equity / MaintenanceMargin : null;

    /// <summary>Whether nothing moved.</summary>
    public bool IsNow => Volatility == 0 && Prices.All(price => price == 0);
}
