namespace Plimsoll.Formats.Estimates;

/// <summary>An account after a move of the market.</summary>
/// <param name="Price">Relative move of prices.</param>
/// <param name="Volatility">Relative move of volatilities.</param>
/// <param name="Profit">Profit by the move; below zero is a loss.</param>
/// <param name="Equity">Equity after it.</param>
/// <param name="MaintenanceMargin">What it needs then.</param>
/// <param name="IsBroken">Whether it would be liquidated.</param>
public sealed record StressCell(
    decimal Price,
    decimal Volatility,
    decimal Profit,
    decimal Equity,
    decimal MaintenanceMargin,
    bool IsBroken
);
