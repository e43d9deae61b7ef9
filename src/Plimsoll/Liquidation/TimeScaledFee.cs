namespace Plimsoll.Liquidation;

/// <summary>A liquidator's fee that grows while nobody comes.</summary>
/// <remarks>Source: Drift v2, liquidation: the base fee within the grace, then base + elapsed · increase up to the largest.</remarks>
public static class TimeScaledFee
{
    /// <summary>The fee, in the units of <paramref name="baseFee"/>.</summary>
    /// <param name="baseFee">Fee at the start, not negative.</param>
    /// <param name="maxFee">Largest fee.</param>
    /// <param name="elapsed">Slots since the account was last active.</param>
    /// <param name="grace">Slots in which the fee does not grow. Afterwards it counts them too.</param>
    /// <param name="increase">Growth for each slot.</param>
    public static decimal Of(decimal baseFee, decimal maxFee, decimal elapsed, decimal grace, decimal increase) =>
        elapsed < grace ? baseFee : Math.Min(maxFee, baseFee + (elapsed * increase));
}
