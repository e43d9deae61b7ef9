namespace Plimsoll.Simulation.Backtests;

/// <summary>What came of a back-test.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Books">The books that were tested with every model.</param>
/// <param name="LeftOut">Books that were not, with the reason.</param>
/// <param name="IsInterrupted">Whether it was stopped before its end.</param>
public sealed record BacktestResult(
    BacktestRequest Request,
    IReadOnlyList<BookBacktest> Books,
    IReadOnlyList<(string Name, string Reason)> LeftOut,
    bool IsInterrupted
);
