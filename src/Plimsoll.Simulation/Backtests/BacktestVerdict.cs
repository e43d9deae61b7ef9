namespace Plimsoll.Simulation.Backtests;

/// <summary>What the tests say of a model on a book.</summary>
public enum BacktestVerdict
{
    /// <summary>Neither the number of exceptions nor their order speaks against it.</summary>
    Holds = 1,

    /// <summary>Significantly more exceptions than the level promises: margin is too low.</summary>
    TooLow = 2,

    /// <summary>Significantly fewer: margin is higher than its level, and dearer than it need be.</summary>
    TooHigh = 3,

    /// <summary>The number is right, but exceptions follow each other: margin comes too late.</summary>
    Clusters = 4,
}
