namespace Plimsoll.Simulation.Backtests;

/// <summary>How far a back-test is.</summary>
/// <param name="Done">Margins computed.</param>
/// <param name="Total">Margins to compute.</param>
/// <param name="Exceptions">Losses beyond margin so far.</param>
public readonly record struct BacktestProgress(long Done, long Total, long Exceptions);
