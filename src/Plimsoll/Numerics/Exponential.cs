namespace Plimsoll.Numerics;

/// <summary>The exponential function of a double or a pair, the same bits on every machine.</summary>
/// <remarks>
/// exp(x) = 2^k · 2^(j/64) · e^r with |r| ≤ ln 2 / 128: a table for the middle factor, six terms of the series for the last.
/// Table-driven reduction after P. T. P. Tang (1989); table and constants are our own (eng/numerics/coefficients.py).
/// </remarks>
internal static class Exponential
{
    private const double StepInverse = 92.33248261689366; // 64 / ln 2
    private const double StepHigh = 0.010830424696249145; // ln 2 / 64
    private const double StepLow = 3.623510646634843e-19;

    // Added and taken off again, it rounds to the nearest integer: the sum has no bits below one.
    private const double Rounder = 6755399441055744; // 1.5 · 2^52

    /// <summary>e to the power of a pair, |x| at most 2,000: right to 0.51 units in the last place of the mantissa, which is 0.99 to 2.</summary>
    public static Scaled Of(DoubleDouble x)
    {
        var steps = ((x.High * StepInverse) + Rounder) - Rounder;
        // The first product cancels against x within one rounding of a number below 2^-7.
        var rest = Math.FusedMultiplyAdd(-steps, StepHigh, x.High);
        rest = Math.FusedMultiplyAdd(-steps, StepLow, rest) + x.Low;

        var tail = Math.FusedMultiplyAdd(rest, 1.0 / 720, 1.0 / 120);
        tail = Math.FusedMultiplyAdd(rest, tail, 1.0 / 24);
        tail = Math.FusedMultiplyAdd(rest, tail, 1.0 / 6);
        tail = Math.FusedMultiplyAdd(rest, tail, 0.5);
        tail = Math.FusedMultiplyAdd(rest * rest, tail, rest);

        var number = (int)steps;
        var entry = number & 63;
        var power = ExponentialTable.High[entry];
        return new(power + Math.FusedMultiplyAdd(power, tail, ExponentialTable.Low[entry]), number >> 6);
    }
}
