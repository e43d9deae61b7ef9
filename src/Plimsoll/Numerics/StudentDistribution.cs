namespace Plimsoll.Numerics;

/// <summary>Student's t distribution with a whole number of degrees of freedom, the same bits on every machine.</summary>
/// <remarks>
/// <para>P(X &gt; t) = I_x(ν/2, 1/2) ÷ 2 at x = ν ÷ (ν + t²), the regularised incomplete beta function by its continued fraction.</para>
/// <para>Source: Abramowitz and Stegun 26.5.8, 26.7.1; the fraction after W. Lentz (1976). docs/spec/0012-numerics.md (criterion NUME-031).
/// Pure; does not allocate.</para>
/// </remarks>
public static class StudentDistribution
{
    private const int StepsMax = 500;
    private const int Halvings = 200;
    private const double Tiny = 1e-300;
    private const double RootPi = 1.7724538509055161;

    /// <summary>The most degrees of freedom.</summary>
    public const int DegreesMax = 200;

    /// <summary>The density.</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degrees">ν, 1 to <see cref="DegreesMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom outside their range.</exception>
    public static double Density(double t, int degrees)
    {
        var factor = GammaRatio(degrees) / (Math.Sqrt(degrees) * RootPi);
        return factor * DeterministicMath.Pow(1 + (t * t / degrees), -(degrees + 1) / 2.0);
    }

    /// <summary>The probability of a value above <paramref name="t"/>, relatively accurate in the upper tail.</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degrees">ν, 1 to <see cref="DegreesMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom outside their range.</exception>
    public static double Survival(double t, int degrees)
    {
        RequireDegrees(degrees);
        if (double.IsNaN(t))
            return double.NaN;

        if (t < 0)
            return 1 - Survival(-t, degrees);

        var square = t * t;
        if (double.IsPositiveInfinity(square))
            return 0;

        var (a, x, rest) = (degrees / 2.0, degrees / (degrees + square), square / (degrees + square));
        // x^a (1 − x)^{1/2} ÷ B(a, 1/2), with B(a, 1/2) = √π Γ(a) ÷ Γ(a + 1/2).
        var front = DeterministicMath.Pow(x, a) * Math.Sqrt(rest) * GammaRatio(degrees) / RootPi;
        return x < (a + 1) / (a + 2.5) ? front * Fraction(a, 0.5, x) / a / 2 : 0.5 - (front * Fraction(0.5, a, rest));
    }

    /// <summary>The probability of a value at most <paramref name="t"/>.</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degrees">ν, 1 to <see cref="DegreesMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom outside their range.</exception>
    public static double Cumulative(double t, int degrees) => Survival(-t, degrees);

    /// <summary>The value that the cumulative probability takes to <paramref name="probability"/>.</summary>
    /// <param name="probability">0 and 1 give infinities, outside NaN.</param>
    /// <param name="degrees">ν, 1 to <see cref="DegreesMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom outside their range.</exception>
    public static double InverseCumulative(double probability, int degrees)
    {
        RequireDegrees(degrees);
        if (!(probability >= 0 && probability <= 1))
            return double.NaN;

        return probability < 0.5 ? -Upper(probability, degrees) : Upper(1 - probability, degrees);
    }

    private static double Upper(double tail, int degrees)
    {
        if (tail == 0)
            return double.PositiveInfinity;

        if (tail == 0.5)
            return 0;

        var (low, high) = (0.0, 1.0);
        while (Survival(high, degrees) > tail)
        {
            (low, high) = (high, high * 2);
        }

        for (var i = 0; i < Halvings; i++)
        {
            var middle = low + ((high - low) / 2);
            if (middle == low || middle == high)
                break;

            (low, high) = Survival(middle, degrees) > tail ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>Γ((ν + 1)/2) ÷ Γ(ν/2): 1/√π at one, √π/2 at two, then times (ν + 1)/ν in steps of two.</summary>
    private static double GammaRatio(int degrees)
    {
        RequireDegrees(degrees);
        var isOdd = degrees % 2 != 0;
        var ratio = isOdd ? 1 / RootPi : RootPi / 2;
        for (var k = isOdd ? 1 : 2; k < degrees; k += 2)
        {
            ratio *= (k + 1.0) / k;
        }

        return ratio;
    }

    private static double Fraction(double a, double b, double x)
    {
        var (c, d) = (1.0, 1 / Kept(1 - ((a + b) * x / (a + 1))));
        var value = d;
        for (var m = 1; m <= StepsMax; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Kept(1 + (even * d));
            c = Kept(1 + (even / c));
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Kept(1 + (odd * d));
            c = Kept(1 + (odd / c));
            var step = d * c;
            value *= step;
            if (Math.Abs(step - 1) < 1e-16)
                break;
        }

        return value;
    }

    private static double Kept(double denominator) => Math.Abs(denominator) < Tiny ? Tiny : denominator;

    private static void RequireDegrees(int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degrees, DegreesMax);
    }
}
