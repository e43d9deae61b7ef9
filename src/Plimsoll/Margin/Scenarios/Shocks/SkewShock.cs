using Plimsoll.Numerics;

namespace Plimsoll.Margin.Scenarios.Shocks;

/// <summary>A move of the volatility skew.</summary>
/// <remarks>
/// With k = ln(K ÷ F), or its size where the wings steepen, cap = slope · √T + base and k* = max(least, √T · width · (vol + √T · vol slope)), volatility is
/// multiplied by max(0, 1 + clamp(k · cap ÷ k*, ±cap)). Whoever is hurt by the opposite move is hurt too: each expiry's profit counts as a loss.
/// Source: Derive v2 PMRMLib_2.
/// </remarks>
/// <param name="TurnedBase">Base of the cap where the skew turns.</param>
/// <param name="TurnedSlope">Its slope in √T.</param>
/// <param name="SteepenedBase">Base of the cap where the wings steepen.</param>
/// <param name="SteepenedSlope">Its slope in √T.</param>
/// <param name="LeastWidth">Least k*, not negative.</param>
/// <param name="Width">Width in deviations.</param>
/// <param name="Volatility">Volatility of that deviation.</param>
/// <param name="VolatilitySlope">Its slope in √T.</param>
public sealed record SkewShock(
    double TurnedBase,
    double TurnedSlope,
    double SteepenedBase,
    double SteepenedSlope,
    double LeastWidth,
    double Width,
    double Volatility,
    double VolatilitySlope
)
{
    /// <summary>What an option's volatility is multiplied by.</summary>
    /// <param name="move">One of the two skew moves.</param>
    /// <param name="strike">Above zero.</param>
    /// <param name="forward">Above zero.</param>
    /// <param name="years">Time to expiry, not negative.</param>
    public double Multiple(VolatilityMove move, double strike, double forward, double years)
    {
        var root = Math.Sqrt(years);
        var isTurned = move == VolatilityMove.SkewTurned;
        var cap = isTurned ? (TurnedSlope * root) + TurnedBase : (SteepenedSlope * root) + SteepenedBase;
        var width = Math.Max(LeastWidth, root * Width * (Volatility + (root * VolatilitySlope)));
        var distance = DeterministicMath.Log(strike / forward);
        distance = isTurned ? distance : Math.Abs(distance);
        var turn = distance == 0 ? 0 : distance * cap / width;
        // One-sided, as the source has it: with a cap below zero the two sides are not a clamp.
        turn = distance >= 0 ? Math.Min(cap, turn) : Math.Max(-cap, turn);
        return Math.Max(0, 1 + turn);
    }
}
