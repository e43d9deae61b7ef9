namespace Plimsoll.Funding;

/// <summary>A funding rate that drifts while the market is skewed, instead of following the skew itself.</summary>
/// <remarks>Source: Synthetix v3, perps market: rate += velocity · days; velocity = clamp(skew ÷ scale, −1, 1) · largest velocity.</remarks>
public static class FundingVelocity
{
    private const decimal SecondsPerDay = 86_400;

    /// <summary>How fast the rate drifts, per day and day.</summary>
    /// <param name="skew">Longs less shorts.</param>
    /// <param name="skewScale">Skew at which the velocity is largest; zero: the rate stands still.</param>
    /// <param name="maxVelocity">The largest velocity, not negative.</param>
    public static decimal Of(decimal skew, decimal skewScale, decimal maxVelocity) =>
        skewScale == 0 ? 0 : Math.Clamp(skew / skewScale, -1, 1) * maxVelocity;

    /// <summary>The rate after some seconds at one velocity; positive: longs pay.</summary>
    public static decimal Rate(decimal previousRate, decimal velocity, decimal seconds) =>
        previousRate + (velocity * seconds / SecondsPerDay);
}
