namespace Plimsoll.Numerics;

/// <summary>A number as mantissa · 2^exponent, so that what is about to be multiplied does not underflow first.</summary>
/// <param name="Mantissa">A normal double of moderate size.</param>
/// <param name="Exponent">The power of two, beyond a double's own range if need be.</param>
internal readonly record struct Scaled(double Mantissa, int Exponent)
{
    /// <summary>Below 2^-1022 a double loses bits; steps of this size stay above it.</summary>
    private const int Step = 900;

    /// <summary>The nearest double; infinity above the range.</summary>
    /// <remarks>Rounds once: only the last factor can leave the normal range.</remarks>
    public double Value() => Shift(Mantissa, Exponent);

    /// <summary>The number times <paramref name="factor"/>.</summary>
    public double Times(double factor) => Shift(Mantissa * factor, Exponent);

    /// <summary>How often the number goes into <paramref name="dividend"/>, which may be subnormal.</summary>
    public double Into(double dividend) => Shift(dividend, -Exponent) / Mantissa;

    /// <summary><paramref name="value"/> · 2^exponent.</summary>
    public static double Shift(double value, int exponent)
    {
        while (exponent > Step)
        {
            value *= PowerOfTwo(Step);
            exponent -= Step;
        }

        while (exponent < -Step)
        {
            // The last factor does the rounding: what precedes it stays normal, for mantissas are of moderate size.
            if (exponent >= -Step - 1022)
            {
                return value * PowerOfTwo(-Step) * PowerOfTwo(exponent + Step);
            }

            value *= PowerOfTwo(-Step);
            exponent += Step;
        }

        return value * PowerOfTwo(exponent);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
