namespace Plimsoll.Numerics;

/// <summary>The chi-squared distribution with a whole number of degrees of freedom, the same bits on every machine.</summary>
/// <remarks>
/// <para>P(X &gt; x) = Q(k/2, x/2), the regularised upper incomplete gamma function: Q(1/2, y) = 2 Φ(−√(2y)), Q(1, y) = e^{−y}, and
/// Q(a + 1, y) = Q(a, y) + y^a e^{−y} ÷ Γ(a + 1). Every term is positive, so nothing cancels.</para>
/// <para>Source: Abramowitz and Stegun 26.4.4, 26.4.5. docs/spec/0012-numerics.md (criterion NUME-030). Pure; does not allocate.</para>
/// </remarks>
public static class ChiSquaredDistribution
{
    private const int Halvings = 200;

    /// <summary>The most degrees of freedom; the sum has half as many terms.</summary>
    public const int DegreesMax = 1000;

    /// <summary>The probability of a value above <paramref name="x"/>: the p-value of a likelihood ratio.</summary>
    /// <param name="x">1 for zero and below, 0 for +∞, NaN for NaN.</param>
    /// <param name="degrees">Degrees of freedom, 1 to <see cref="DegreesMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom outside their range.</exception>
    public static double Survival(double x, int degrees)
    {
        RequireDegrees(degrees);
        if (double.IsNaN(x))
            return double.NaN;

        if (x <= 0)
            return 1;

        if (double.IsPositiveInfinity(x))
            return 0;

        var isOdd = degrees % 2 != 0;
        var half = x / 2;
        var sum = isOdd ? 2 * NormalDistribution.Cumulative(-Math.Sqrt(x)) : DeterministicMath.Exp(-half);
        // y^a e^{−y} ÷ Γ(a + 1) at the first a; Γ(3/2) = √π ÷ 2, and √(2/π) e^{−x/2} = 2 φ(√x).
        var term = isOdd ? 2 * NormalDistribution.Density(Math.Sqrt(x)) * Math.Sqrt(x) : sum * half;
        for (var a = isOdd ? 0.5 : 1.0; a < degrees / 2.0; a++)
        {
            sum += term;
            term *= half / (a + 1);
        }

        return Math.Min(sum, 1);
    }

    /// <summary>The probability of a value at most <paramref name="x"/>.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="degrees">Degrees of freedom, 1 to <see cref="DegreesMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom outside their range.</exception>
    public static double Cumulative(double x, int degrees) => 1 - Survival(x, degrees);

    /// <summary>The value exceeded with a probability: 3.841 for 5 % and one degree of freedom.</summary>
    /// <param name="probability">0 gives +∞, 1 gives 0, outside NaN.</param>
    /// <param name="degrees">Degrees of freedom, 1 to <see cref="DegreesMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom outside their range.</exception>
    public static double CriticalValue(double probability, int degrees)
    {
        RequireDegrees(degrees);
        if (!(probability >= 0 && probability <= 1))
            return double.NaN;

        if (probability == 0)
            return double.PositiveInfinity;

        var (low, high) = (0.0, (double)degrees);
        while (Survival(high, degrees) > probability)
        {
            (low, high) = (high, high * 2);
        }

        for (var i = 0; i < Halvings && high > low; i++)
        {
            var middle = low + ((high - low) / 2);
            if (middle == low || middle == high)
                break;

            (low, high) = Survival(middle, degrees) > probability ? (middle, high) : (low, middle);
        }

        return probability == 1 ? 0 : high;
    }

    private static void RequireDegrees(int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degrees, DegreesMax);
    }
}
