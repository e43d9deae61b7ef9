namespace Plimsoll.Formats.Estimates;

/// <summary>An account over a grid of moves, and where it breaks.</summary>
/// <param name="Prices">Relative moves of prices, ascending.</param>
/// <param name="Volatilities">Relative moves of volatilities, descending.</param>
/// <param name="Rows">A row of cells for each volatility.</param>
/// <param name="Break">The smallest joint move found that breaks it; null when none within the largest does.</param>
/// <param name="LargestPrice">Largest price move looked at.</param>
/// <param name="LargestVolatility">Largest volatility move looked at.</param>
/// <param name="Unit">The asset in which amounts are.</param>
public sealed record StressSurface(
    IReadOnlyList<decimal> Prices,
    IReadOnlyList<decimal> Volatilities,
    IReadOnlyList<IReadOnlyList<StressCell>> Rows,
    StressCell? Break,
    decimal LargestPrice,
    decimal LargestVolatility,
    string Unit
);
