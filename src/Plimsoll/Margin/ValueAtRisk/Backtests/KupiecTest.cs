using Plimsoll.Numerics;

namespace Plimsoll.Margin.ValueAtRisk.Backtests;

/// <summary>Whether losses exceeded the margin as often as they should have: the proportion of failures.</summary>
/// <remarks>
/// <para>LR = −2 ln[(1 − p)^(T − x) p^x] + 2 ln[(1 − x/T)^(T − x) (x/T)^x], chi-squared with one degree of freedom; 0 ln 0 is 0, so no exception and nothing but exceptions have a number.</para>
/// <para>Source: P. Kupiec, Techniques for verifying the accuracy of risk measurement models (1995). docs/spec/0018-value-at-risk.md (VARR-040, VARR-041). Pure.</para>
/// </remarks>
public static class KupiecTest
{
    /// <summary>The largest sample.</summary>
    public const long ObservationsMax = 1_000_000_000_000;

    /// <summary>The likelihood ratio; +∞ where what happened could not (an exception at p = 0, none missing at p = 1).</summary>
    /// <param name="observations">T, 1 to <see cref="ObservationsMax"/>.</param>
    /// <param name="exceptions">x, 0 to T.</param>
    /// <param name="probability">p, 0 to 1: the share of exceptions that the level promises.</param>
    public static double LikelihoodRatio(long observations, long exceptions, double probability)
    {
        Require(observations, probability);
        ArgumentOutOfRangeException.ThrowIfNegative(exceptions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exceptions, observations);
        var rest = observations - exceptions;
        var ratio = 2 * (Part(exceptions, observations * probability) + Part(rest, observations * (1 - probability)));
        return Math.Max(0, ratio);
    }

    /// <summary>The probability of a likelihood ratio at least as large when the level is right.</summary>
    public static double PValue(double likelihoodRatio) => ChiSquaredDistribution.Survival(likelihoodRatio, 1);

    /// <summary>The fewest and the most exceptions that the test does not reject.</summary>
    /// <param name="observations">T, 1 to <see cref="ObservationsMax"/>.</param>
    /// <param name="probability">p, above 0 and below 1.</param>
    /// <param name="critical">A ratio below it is not rejected: 3.841 at 95 %.</param>
    /// <returns>Null where every count is rejected.</returns>
    public static (long Least, long Most)? Region(long observations, double probability, double critical)
    {
        Require(observations, probability);
        // The ratio falls to its least at Tp and rises from there: two searches by halving.
        var below = (long)Math.Floor(observations * probability);
        var above = Math.Min(observations, below + 1);
        bool Passes(long exceptions) => LikelihoodRatio(observations, exceptions, probability) < critical;
        var (passesBelow, passesAbove) = (Passes(below), Passes(above));
        if (!passesBelow && !passesAbove)
            return null;

        var least = passesBelow ? Edge(below, 0, Passes) : above;
        var most = passesAbove ? Edge(above, observations, Passes) : below;
        return (least, most);
    }

    /// <summary>The last that passes on the way from one that does to an end.</summary>
    private static long Edge(long passing, long end, Func<long, bool> passes)
    {
        if (passes(end))
            return end;

        while (Math.Abs(end - passing) > 1)
        {
            var middle = passing + ((end - passing) / 2);
            (passing, end) = passes(middle) ? (middle, end) : (passing, middle);
        }

        return passing;
    }

    /// <summary>n ln(n ÷ expected).</summary>
    private static double Part(long count, double expected) => count == 0 ? 0 : count * DeterministicMath.Log(count / expected);

    private static void Require(long observations, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(observations, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(observations, ObservationsMax);
        if (!(probability >= 0 && probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "Expected a probability from 0 to 1.");
    }
}
