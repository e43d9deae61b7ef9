namespace Plimsoll.Margin.ValueAtRisk.Backtests;

/// <summary>What the number of exceptions says of a model.</summary>
public enum TrafficLightZone
{
    /// <summary>No more than a right model would have.</summary>
    Green = 1,

    /// <summary>More than expected, not beyond doubt.</summary>
    Yellow = 2,

    /// <summary>A right model would almost never have so many.</summary>
    Red = 3,
}
