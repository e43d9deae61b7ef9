namespace Plimsoll.Simulation.Backtests;

/// <summary>One model on one book.</summary>
/// <param name="Model">The model.</param>
/// <param name="Margins">The margin before each period, as a share of notional.</param>
/// <param name="Figures">What came of it.</param>
public sealed record ModelBacktest(BacktestModelKind Model, double[] Margins, BacktestFigures Figures);
