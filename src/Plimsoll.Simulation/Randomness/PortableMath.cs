namespace Plimsoll.Simulation.Randomness;

/// <summary>Exponential, logarithm and power from additions, multiplications and divisions alone, so that a seed gives the same world on every machine.</summary>
/// <remarks>The runtime's own differ between platforms in the last bit, and one bit is another population. Relative error below 10^-14.</remarks>
public static class PortableMath
{
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e to the power of <paramref name="x"/>; x within ±700.</summary>
    public static double Exp(double x)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(x), 700, nameof(x));
        var halvings = (int)Math.Floor((x / (Ln2High + Ln2Low)) + 0.5);
        var rest = x - (halvings * Ln2High) - (halvings * Ln2Low);
        var sum = 1.0;
        for (var term = 16; term >= 1; term--)
        {
            sum = 1 + (rest * sum / term);
        }

        return sum * PowerOfTwo(halvings);
    }

    /// <summary>The natural logarithm of a positive, normal number.</summary>
    public static double Log(double x)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(x, double.Epsilon * (1L << 52), nameof(x));
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        var ratio = (mantissa - 1) / (mantissa + 1);
        var square = ratio * ratio;
        var sum = 0.0;
        for (var odd = 25; odd >= 1; odd -= 2)
        {
            sum = (1.0 / odd) + (square * sum);
        }

        return (2 * ratio * sum) + (exponent * Ln2Low) + (exponent * Ln2High);
    }

    /// <summary><paramref name="x"/> to the power of <paramref name="y"/>; x above zero.</summary>
    public static double Pow(double x, double y) => Exp(y * Log(x));

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
