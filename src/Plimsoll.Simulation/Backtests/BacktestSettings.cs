namespace Plimsoll.Simulation.Backtests;

/// <summary>What every model is told.</summary>
/// <param name="Level">The level that a margin promises: 0.99 lets one loss in a hundred exceed it.</param>
/// <param name="Window">How many past moves a margin looks at.</param>
/// <param name="Decay">λ of EWMA volatility and correlation.</param>
/// <param name="FixedRate">The fixed-rate table's share of the notional of every leg.</param>
/// <param name="Paths">Simulated paths.</param>
/// <param name="Seed">The seed of simulated paths.</param>
public sealed record BacktestSettings(
    double Level = 0.99,
    int Window = 500,
    double Decay = 0.94,
    double FixedRate = 0.10,
    int Paths = 10_000,
    ulong Seed = 1
)
{
    /// <summary>The fewest past moves: forecasts of the first thirty know each other.</summary>
    public const int WindowLeast = 60;

    /// <summary>The confidence of every statistical test.</summary>
    public const double TestConfidence = 0.95;

    /// <summary>Degrees of freedom of the models with fat tails.</summary>
    public const int StudentDegrees = 4;
}
