using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>Between whole numbers and the floating point in which models count, without a rounding that is not stated.</summary>
internal static class NaiveReal
{
    private const int Digits = 62;

    /// <summary>The double nearest to a whole number, a half to the even.</summary>
    public static double Of(BigInteger number)
    {
        var size = BigInteger.Abs(number);
        var shift = (int)size.GetBitLength() - Digits;
        if (shift <= 0)
            return (long)number;

        // What is cut off only decides whether a half is one: a bit that stands for it does as well.
        var cut = (long)(size >> shift) | (((size >> shift) << shift) == size ? 0L : 1L);
        return Math.ScaleB(number.Sign * (double)cut, shift);
    }

    /// <summary>Units as a number of whole ones.</summary>
    public static double Whole(BigInteger units, int decimals) => Of(units) / Math.Pow(10, decimals);

    /// <summary>A double that is not below zero as the fraction that it is.</summary>
    public static Ratio Exact(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var digits = (BigInteger)(bits & 0xF_FFFF_FFFF_FFFF) + (exponent == 0 ? 0 : BigInteger.One << 52);
        var shift = Math.Max(exponent, 1) - 1075;
        return shift >= 0 ? Ratio.Of(digits << shift, 1) : Ratio.Of(digits, BigInteger.One << -shift);
    }
}
