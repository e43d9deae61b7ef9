namespace Plimsoll.Numerics;

/// <summary>The standard normal distribution: density, cumulative probability and quantile, the same bits on every machine.</summary>
/// <remarks>
/// <para>Lower tail: Φ(−x) = φ(x) · M(x), the exponent of φ in two doubles and Mills' ratio M by table, so it is relatively accurate to the last subnormal.</para>
/// <para>Source: docs/spec/0012-numerics.md (criteria NUME-010 … NUME-013). Pure; does not allocate. No argument throws.</para>
/// </remarks>
public static class NormalDistribution
{
    private const double LogRootTwoPi = 0.9189385332046728;
    private const double LogRootTwoPiLow = -3.8782941580672414e-17;

    /// <summary>Density and lower tail are zero beyond it: the smallest subnormal lies at 38.6.</summary>
    private const double Edge = 39;

    /// <summary>Within it from one half the quantile is refined around the middle, where it keeps its relative accuracy through zero.</summary>
    private const double CentralMax = 0.34;

    /// <summary>(Φ(z) − 1/2) ÷ z in powers of z² − 1/2, z² from 0 to 1: the first coefficient in two doubles, then the others.</summary>
    private const double CentredFirst = 0.36804899320837464;

    private const double CentredFirstLow = -2.1106865580913192e-17;

    private static ReadOnlySpan<double> CentredRest =>
        [
            -0.05735243283144688,
            0.008354509152938377,
            -0.0009784919058584982,
            9.414958328944906e-05,
            -7.648124727873968e-06,
            5.364682290478229e-07,
            -3.3077127120677045e-08,
            1.8183551643396344e-09,
            -9.027164794042578e-11,
            4.0743269774266276e-12,
        ];

    private static ReadOnlySpan<double> CentralTop => [2.506628275416823, -14.400055455651994, 21.172556060853857, -5.151070020331137];

    private static ReadOnlySpan<double> CentralBottom => [1, -6.7919883114234425, 13.256252169105768, -6.545200287540662];

    private static ReadOnlySpan<double> TailTop =>
        [-3.0077123327094775, -5.099831435500975, 2.7074709668491175, 2.7626954307954685, 0.379498341822859, 0.009202350371811231];

    private static ReadOnlySpan<double> TailBottom => [1, 4.120649054761667, 2.8151887616545532, 0.3795809295926229, 0.009202124053945705];

    /// <summary>φ(x), the density, within 0.52 units in the last place (1 where the result is subnormal).</summary>
    public static double Density(double x)
    {
        if (double.IsNaN(x))
            return double.NaN;

        var size = Math.Abs(x);
        return size > Edge ? 0 : ScaledDensity(new(size, 0)).Value();
    }

    /// <summary>Φ(x), the probability of a value at most <paramref name="x"/>: relative error below 5 · 10^-16 in either tail, while normal.</summary>
    /// <returns>0 below −38.5, 1 above 8.3, NaN for NaN.</returns>
    public static double Cumulative(double x)
    {
        if (double.IsNaN(x))
            return double.NaN;

        return x < 0 ? LowerTail(-x) : 1 - LowerTail(x);
    }

    /// <summary>The value that Φ takes to <paramref name="probability"/>, within two units in the last place of the exact quantile.</summary>
    /// <remarks>
    /// A rational start (error below 10^-7), then the Taylor series of the inverse to third order in (Φ(start) − p) ÷ φ(start).
    /// Above one half by symmetry: 1 − p is exact there.
    /// </remarks>
    /// <returns>−∞ at 0, +∞ at 1, NaN outside 0 to 1 and for NaN.</returns>
    public static double InverseCumulative(double probability)
    {
        if (!(probability >= 0 && probability <= 1))
            return double.NaN;

        var fromMiddle = probability - 0.5;
        if (Math.Abs(fromMiddle) <= CentralMax)
            return CentralQuantile(fromMiddle);

        return fromMiddle < 0 ? -UpperQuantile(probability) : UpperQuantile(1 - probability);
    }

    /// <summary>φ(x) for a pair up to 1,000 in magnitude, without underflow: the constant goes into the exponent, so only one factor is left.</summary>
    internal static Scaled ScaledDensity(DoubleDouble x)
    {
        var square = x.Squared();
        var exponent = DoubleDouble.SumOrdered(-LogRootTwoPi, 0).Plus(-0.5 * square.High);
        var low = exponent.Low - (0.5 * square.Low) - LogRootTwoPiLow;
        return Exponential.Of(DoubleDouble.SumOrdered(exponent.High, low));
    }

    private static double LowerTail(double size) => size > Edge ? 0 : ScaledDensity(new(size, 0)).Times(MillsRatio.Of(size));

    private static double CentralQuantile(double fromMiddle)
    {
        var square = fromMiddle * fromMiddle;
        var start = fromMiddle * (Polynomial(CentralTop, square) / Polynomial(CentralBottom, square));
        var offset = Math.FusedMultiplyAdd(start, start, -0.5);

        // In two doubles, or what is lost here would be divided by the density: three units in the last place of the quantile.
        var slope = DoubleDouble.SumOrdered(CentredFirst, offset * Polynomial(CentredRest, offset));
        var reached = DoubleDouble.Product(start, slope.High);
        var missing = (fromMiddle - reached.High) - reached.Low - (start * (slope.Low + CentredFirstLow));
        return Refined(start, missing / ScaledDensity(new(start, 0)).Value());
    }

    private static double UpperQuantile(double tail)
    {
        if (tail == 0)
            return double.PositiveInfinity;

        var root = Math.Sqrt(-2 * Logarithm.Of(tail).High);
        var start = Polynomial(TailTop, root) / Polynomial(TailBottom, root);
        return Refined(start, MillsRatio.Of(start) - ScaledDensity(new(start, 0)).Into(tail));
    }

    /// <summary>The series of the inverse: its derivatives by probability are 1/φ, z/φ² and (1 + 2z²)/φ³.</summary>
    private static double Refined(double start, double step)
    {
        var third = Math.FusedMultiplyAdd(2 * start, start, 1) * (1.0 / 6);
        return start + Math.FusedMultiplyAdd(step * step, Math.FusedMultiplyAdd(third, step, 0.5 * start), step);
    }

    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        var sum = coefficients[^1];
        for (var i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = Math.FusedMultiplyAdd(sum, x, coefficients[i]);
        }

        return sum;
    }
}
