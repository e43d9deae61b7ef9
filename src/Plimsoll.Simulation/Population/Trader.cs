namespace Plimsoll.Simulation.Population;

/// <summary>One simulated trader: what it has, what it opens, and how it behaves.</summary>
/// <param name="Number">Its dense number, also its owner number at the venue.</param>
/// <param name="Equity">What it brings, in dollars.</param>
/// <param name="Collateral">In which form.</param>
/// <param name="IsCross">Whether all positions share the collateral; otherwise each is isolated.</param>
/// <param name="EntryAt">When it opens its positions: the share of the replayed time that has passed, 0 for the first price.</param>
/// <param name="Answer">What it does about a margin call.</param>
/// <param name="AnswerSeconds">How long that takes.</param>
/// <param name="Positions">What it opens, one per coin.</param>
public sealed record Trader(
    int Number,
    double Equity,
    CollateralKind Collateral,
    bool IsCross,
    double EntryAt,
    MarginCallAnswer Answer,
    int AnswerSeconds,
    IReadOnlyList<PlannedPosition> Positions
);
