namespace Plimsoll.Numerics;

/// <summary>Mills' ratio of the standard normal, M(x) = Φ(−x) ÷ φ(x), for x from 0 on; and its differences without cancellation.</summary>
/// <remarks>
/// <para>M(x) = ∫ exp(−xu − u²/2) du over u &gt; 0, so that its Taylor coefficients alternate in sign. Their magnitudes a_n = ∫ uⁿ exp(…) du ÷ n!
/// obey a_{n−1} = x a_n + (n + 1) a_{n+1} (integrate by parts): going down, all terms are positive and nothing cancels. Going up they would.</para>
/// <para>Tables: 32 polynomials in 1/(x + 4), our own (eng/numerics/coefficients.py).</para>
/// </remarks>
internal static class MillsRatio
{
    /// <summary>The coefficient that the descent starts from.</summary>
    private const int Order = 15;

    private const int Pieces = 32;
    private const int Length = 9;

    /// <summary>M(x) for x ≥ 0: relative error below 3 · 10^-16.</summary>
    public static double Of(double x) => Interpolate(MillsTable.Ratio, x);

    /// <summary>Half the width up to which <see cref="Difference"/> is as accurate as M itself.</summary>
    public static double SpreadMax(double middle) => 0.25 + (middle * 0.08);

    /// <summary>M(middle − spread) − M(middle + spread), from the odd Taylor coefficients: relative error below 4 · 10^-15.</summary>
    /// <param name="middle">From 0 to 1,000.</param>
    /// <param name="spread">From 0 to <see cref="SpreadMax"/>; the lower end may lie below zero.</param>
    public static double Difference(double middle, double spread)
    {
        var square = spread * spread;
        var upper = Interpolate(MillsTable.Start, middle);
        var lower = 1.0;
        var sum = 0.0;
        for (var n = Order; n >= 1; n--)
        {
            if ((n & 1) != 0)
                sum = Math.FusedMultiplyAdd(sum, square, lower);

            (lower, upper) = (Math.FusedMultiplyAdd(middle, lower, (n + 1) * upper), lower);
        }

        // The descent began from one instead of from a_15; its end, which must be M itself, tells by how much that was off.
        return 2 * spread * (sum / lower) * Of(middle);
    }

    private static double Interpolate(ReadOnlySpan<double> table, double x)
    {
        // M falls as fast as x + 4 rises fourfold near zero: what sum and quotient round away is put back, to first order.
        var shifted = DoubleDouble.Sum(x, 4);
        var inverse = 1 / shifted.High;
        var lost = Math.FusedMultiplyAdd(-inverse, shifted.High, 1) - (inverse * shifted.Low);
        var place = inverse * (4 * Pieces);
        var piece = Math.Min((int)place, Pieces - 1);
        var t = Math.FusedMultiplyAdd(place, lost, place - (piece + 0.5));

        var c = table.Slice(piece * Length, Length);
        var even = t * t;
        // In two halves of four: shorter chains, and the leading coefficient is added last, so its rounding is the only large one.
        var high = Math.FusedMultiplyAdd(
            even,
            Math.FusedMultiplyAdd(even, c[8], Math.FusedMultiplyAdd(t, c[7], c[6])),
            Math.FusedMultiplyAdd(t, c[5], c[4])
        );
        var low = Math.FusedMultiplyAdd(even, high, Math.FusedMultiplyAdd(t, c[3], c[2]));
        var value = Math.FusedMultiplyAdd(t, Math.FusedMultiplyAdd(t, low, c[1]), c[0]) * inverse;
        return Math.FusedMultiplyAdd(value, lost, value);
    }
}
