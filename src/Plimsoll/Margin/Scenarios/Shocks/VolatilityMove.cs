namespace Plimsoll.Margin.Scenarios.Shocks;

/// <summary>What a scenario does to volatilities.</summary>
public enum VolatilityMove
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Up by the model's law.</summary>
    Up = 1,

    /// <summary>Down by the model's law.</summary>
    Down = 2,

    /// <summary>The skew turns: strikes above the forward one way, below it the other.</summary>
    SkewTurned = 3,

    /// <summary>The wings rise or fall: strikes far from the forward on either side.</summary>
    SkewSteepened = 4,
}
