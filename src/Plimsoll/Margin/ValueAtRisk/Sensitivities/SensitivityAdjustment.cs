using Plimsoll.Pricing;

namespace Plimsoll.Margin.ValueAtRisk.Sensitivities;

/// <summary>Greeks-based margin between full revaluations.</summary>
/// <remarks>
/// <para>Over a scan range of ±R: |δ| R + ½ max(−γ, 0) R² is the largest loss to second order of a portfolio short gamma, and an upper bound for one long gamma. Options lose at most so much more as
/// <see cref="SensitivityLoss"/> leaves to third order.</para>
/// <para>docs/spec/0018-value-at-risk.md (VARR-072). Pure; does not allocate.</para>
/// </remarks>
public static class SensitivityAdjustment
{
    /// <summary>The requirement of a portfolio at a tick.</summary>
    /// <param name="greeks">Of the whole portfolio in one underlying, quantities included.</param>
    /// <param name="scanRange">R ≥ 0: the move that margin is to cover, in the forward's currency.</param>
    /// <param name="volatilityMove">How far implied volatility has moved since the last revaluation, signed: 0.01 is one point.</param>
    /// <param name="yearsSince">Time since the last revaluation, not negative.</param>
    public static SensitivityRequirement Of(in Black76Greeks greeks, double scanRange, double volatilityMove, double yearsSince)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scanRange);
        ArgumentOutOfRangeException.ThrowIfNegative(yearsSince);
        return new(
            Math.Abs(greeks.Delta) * scanRange,
            Math.Max(0, -greeks.Gamma) * scanRange * scanRange / 2,
            Math.Max(0, -(greeks.Vega * volatilityMove)),
            Math.Max(0, -(greeks.Theta * yearsSince))
        );
    }
}
