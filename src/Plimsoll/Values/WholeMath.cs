using System.Numerics;

namespace Plimsoll.Values;

/// <summary>Whole numbers of any size, for rules that are stated in a chain's smallest units.</summary>
public static class WholeMath
{
    /// <summary>One, in parts per million.</summary>
    public const int Million = 1_000_000;

    /// <summary>Divides, rounding once. <paramref name="divisor"/> must be positive.</summary>
    public static BigInteger Divide(BigInteger dividend, BigInteger divisor, Rounding rounding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(divisor, BigInteger.One);
        return ExactMath.DivideUnlimited(dividend, divisor, rounding);
    }

    /// <summary>A share in parts per million of an amount, rounded once.</summary>
    public static BigInteger PartsPerMillion(BigInteger amount, BigInteger parts, Rounding rounding) =>
        Divide(amount * parts, Million, rounding);

    /// <summary>Ten to a power that is not negative.</summary>
    public static BigInteger PowerOfTen(int exponent) => BigInteger.Pow(10, exponent);

    /// <summary>An amount times ten to a power of either sign, cut toward zero.</summary>
    public static BigInteger Scale(BigInteger amount, int exponent) =>
        exponent >= 0 ? amount * PowerOfTen(exponent) : BigInteger.Divide(amount, PowerOfTen(-exponent));

    /// <summary>The largest whole number whose square is not above <paramref name="value"/>, which is not negative.</summary>
    public static BigInteger SquareRoot(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        if (value.IsZero)
        {
            return value;
        }

        // Newton from above: the estimates fall until the root is reached.
        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    /// <summary>A number in units of ten to the minus <paramref name="decimals"/>, cut toward zero.</summary>
    public static BigInteger Units(decimal amount, int decimals)
    {
        // Whole and fraction apart, so that a large amount keeps its digits.
        var whole = decimal.Truncate(amount);
        return ((BigInteger)whole * PowerOfTen(decimals)) + (BigInteger)((amount - whole) * (decimal)PowerOfTen(decimals));
    }

    /// <summary>The inverse of <see cref="Units"/>.</summary>
    public static decimal FromUnits(BigInteger units, int decimals)
    {
        var one = PowerOfTen(decimals);
        var whole = BigInteger.DivRem(units, one, out var rest);
        return (decimal)whole + ((decimal)rest / (decimal)one);
    }
}
