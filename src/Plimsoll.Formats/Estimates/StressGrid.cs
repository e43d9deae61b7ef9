namespace Plimsoll.Formats.Estimates;

/// <summary>A portfolio over a grid of moves, all prices alike.</summary>
/// <param name="Prices">Relative moves of prices, ascending.</param>
/// <param name="Volatilities">Relative moves of volatilities, descending; nothing but 0 where no option is held.</param>
/// <param name="Rows">A row of cells for each volatility; null where the model does not say what so large a position needs.</param>
/// <param name="Edges">For each volatility the nearest moves of prices at which something is liquidated.</param>
public sealed record StressGrid(
    IReadOnlyList<decimal> Prices,
    IReadOnlyList<decimal> Volatilities,
    IReadOnlyList<IReadOnlyList<StressCell?>> Rows,
    IReadOnlyList<StressEdge> Edges
);
