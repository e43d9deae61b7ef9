using Plimsoll.Numerics;

namespace Plimsoll.Margin.ValueAtRisk;

/// <summary>Weights that decay with age: yesterday counts for more than last year.</summary>
/// <remarks>Source: J. Boudoukh, M. Richardson, R. Whitelaw, The best of both worlds (1998): w = λ^age (1 − λ) ÷ (1 − λ^n), age 0 the newest.
/// docs/spec/0018-value-at-risk.md (VARR-004). Pure.</remarks>
public static class AgeWeights
{
    /// <summary>Weights of so many observations, the oldest first; they sum to one.</summary>
    /// <param name="count">At least one.</param>
    /// <param name="decay">λ above 0 and at most 1; 1 gives equal weights.</param>
    public static IReadOnlyList<double> Of(int count, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(decay > 0 && decay <= 1))
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "Expected a decay above 0 and at most 1, such as 0.98.");

        var weights = new double[count];
        var newest = decay == 1 ? 1.0 / count : (1 - decay) / (1 - DeterministicMath.Pow(decay, count));
        for (var i = count - 1; i >= 0; i--)
        {
            weights[i] = newest;
            newest *= decay;
        }

        return weights;
    }
}
