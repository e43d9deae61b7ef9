namespace Plimsoll.Margin.Liquidity;

/// <summary>The market that a position would be closed in: its book, and what lies beyond it.</summary>
/// <param name="Levels">The side that is traded into, nearest first; distances rise and none is beyond <paramref name="Reach"/>.</param>
/// <param name="Reach">The distance from the mid, in price, up to which the book is believed. A fixed choice, not the last level there happens to be: were it that, a book
/// that loses its last level would look cheaper.</param>
/// <param name="Mid">Above zero.</param>
/// <param name="DailyVolatility">σ ≥ 0 per root of a day.</param>
/// <param name="DailyVolume">Units traded in a day, above zero.</param>
/// <param name="ImpactFactor">Y ≥ 0 of the square-root law; near one where it was measured.</param>
public sealed record CloseOutMarket(
    IReadOnlyList<DepthLevel> Levels,
    double Reach,
    double Mid,
    double DailyVolatility,
    double DailyVolume,
    double ImpactFactor = 1
);
