using Plimsoll.Numerics;

namespace Plimsoll.Margin.ValueAtRisk.Backtests;

/// <summary>Whether exceptions come alone or in clusters: independence of one day from the day before.</summary>
/// <remarks>
/// <para>LR_ind = 2 ln[(1 − π01)^n00 π01^n01 (1 − π11)^n10 π11^n11] − 2 ln[(1 − π)^(n00 + n10) π^(n01 + n11)], chi-squared with one degree of freedom;
/// LR_cc = LR_uc + LR_ind with two. 0 ln 0 is 0; a state never left from adds nothing, so that no exception at all gives 0.</para>
/// <para>Source: P. Christoffersen, Evaluating interval forecasts (1998). docs/spec/0018-value-at-risk.md (VARR-042). Pure.</para>
/// </remarks>
public static class ChristoffersenTest
{
    /// <summary>The likelihood ratio of independence.</summary>
    public static double Independence(ExceptionTransitions counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var (quiet, hit) = (counts.QuietToQuiet + counts.QuietToHit, counts.HitToQuiet + counts.HitToHit);
        var (toQuiet, toHit) = (counts.QuietToQuiet + counts.HitToQuiet, counts.QuietToHit + counts.HitToHit);
        var all = quiet + hit;
        var apart =
            Part(counts.QuietToQuiet, quiet) + Part(counts.QuietToHit, quiet) + Part(counts.HitToQuiet, hit) + Part(counts.HitToHit, hit);
        return Math.Max(0, 2 * (apart - Part(toQuiet, all) - Part(toHit, all)));
    }

    /// <summary>The probability of a ratio of independence at least as large when exceptions are independent.</summary>
    public static double IndependencePValue(double likelihoodRatio) => ChiSquaredDistribution.Survival(likelihoodRatio, 1);

    /// <summary>The probability of a ratio of conditional coverage (the sum of both) at least as large when the model is right.</summary>
    public static double CoveragePValue(double likelihoodRatio) => ChiSquaredDistribution.Survival(likelihoodRatio, 2);

    /// <summary>n ln(n ÷ total).</summary>
    private static double Part(long count, long total) => count == 0 ? 0 : count * DeterministicMath.Log((double)count / total);
}
