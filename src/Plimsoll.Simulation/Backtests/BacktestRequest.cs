namespace Plimsoll.Simulation.Backtests;

/// <summary>What to test.</summary>
/// <param name="Prices">The prices.</param>
/// <param name="Models">The models, at least one.</param>
/// <param name="Kinds">The kinds of books, at least one.</param>
/// <param name="Settings">What every model is told.</param>
public sealed record BacktestRequest(
    PriceTable Prices,
    IReadOnlyList<BacktestModelKind> Models,
    IReadOnlyList<BookKind> Kinds,
    BacktestSettings Settings
)
{
    /// <summary>How many threads; the results are the same with any number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
