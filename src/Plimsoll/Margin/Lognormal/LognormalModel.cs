using Plimsoll.Numerics;

namespace Plimsoll.Margin.Lognormal;

/// <summary>A price whose logarithm moves as a Brownian motion: what a position may lose, and where the price may go.</summary>
/// <remarks>
/// <para>log(S_t ÷ S_0) is normal with mean (μ − σ²/2) t and deviation σ√t.</para>
/// <para>Source: the lognormal model of Vega's protocol (0018-RSKM, 0032-PRIM); the expected shortfall of a lognormal is textbook.
/// docs/spec/0014-lognormal.md (criteria LOGN-001 … LOGN-005). Pure; does not allocate. Arguments out of range give NaN.</para>
/// </remarks>
/// <param name="Drift">μ, per year: the logarithm of the growth of the mean.</param>
/// <param name="Volatility">σ ≥ 0, per root of a year.</param>
public readonly record struct LognormalModel(double Drift, double Volatility)
{
    /// <summary>The mean loss of either side over the horizon, in the worst share of outcomes.</summary>
    /// <remarks>With q = Φ⁻¹(λ) and s = σ√τ: rL = 1 − e^{μτ}/λ · Φ(q − s), rS = e^{μτ}/λ · Φ(q + s) − 1.</remarks>
    /// <param name="riskAversion">λ, above 0 and below 1: the share of outcomes that is the tail. Smaller asks more.</param>
    /// <param name="horizonYears">τ ≥ 0: how long it may take to close out.</param>
    public LognormalRiskFactors RiskFactors(double riskAversion, double horizonYears)
    {
        if (!(riskAversion > 0 && riskAversion < 1 && horizonYears >= 0 && Volatility >= 0))
            return new(double.NaN, double.NaN);

        var quantile = NormalDistribution.InverseCumulative(riskAversion);
        var deviation = Volatility * Math.Sqrt(horizonYears);
        var growth = DeterministicMath.Exp(Drift * horizonYears) / riskAversion;
        return new(
            OfLong: 1 - (growth * NormalDistribution.Cumulative(quantile - deviation)),
            OfShort: (growth * NormalDistribution.Cumulative(quantile + deviation)) - 1
        );
    }

    /// <summary>The quantiles (1 − p)/2 and (1 + p)/2 of S_t ÷ S_0.</summary>
    /// <param name="probability">p, 0 to below 1, of staying within the range at the horizon.</param>
    /// <param name="horizonYears">t ≥ 0.</param>
    public PriceRange Range(double probability, double horizonYears)
    {
        if (!(probability >= 0 && probability < 1 && horizonYears >= 0 && Volatility >= 0))
            return new(double.NaN, double.NaN);

        // From the lower tail: (1 + p)/2 would round where p is near one, and 1 − p does so much less.
        var width = -NormalDistribution.InverseCumulative((1 - probability) / 2) * Volatility * Math.Sqrt(horizonYears);
        var centre = (Drift - (Volatility * Volatility / 2)) * horizonYears;
        return new(DeterministicMath.Exp(centre - width), DeterministicMath.Exp(centre + width));
    }
}
