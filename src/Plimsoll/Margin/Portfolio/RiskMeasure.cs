namespace Plimsoll.Margin.Portfolio;

/// <summary>Which figure of a distribution of losses is asked for.</summary>
public enum RiskMeasure
{
    /// <summary>The mean of the worst 1 − level of outcomes.</summary>
    ExpectedShortfall = 0,

    /// <summary>The loss that is not exceeded with the level's probability.</summary>
    ValueAtRisk = 1,
}
