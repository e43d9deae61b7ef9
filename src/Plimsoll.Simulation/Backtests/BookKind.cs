namespace Plimsoll.Simulation.Backtests;

/// <summary>What a tested account holds.</summary>
public enum BookKind
{
    /// <summary>One unit of value of a coin, long.</summary>
    LongSpot = 1,

    /// <summary>One unit of value of a coin, short.</summary>
    ShortSpot = 2,

    /// <summary>A coin long against the main coin short, in proportion to how they moved together.</summary>
    Hedged = 3,

    /// <summary>A straddle at the money sold on one unit of value, sold anew every period.</summary>
    ShortVolatility = 4,
}
