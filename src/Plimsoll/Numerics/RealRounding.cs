using Plimsoll.Values;

namespace Plimsoll.Numerics;

/// <summary>The one way from a kernel's floating point into units that state may hold.</summary>
public static class RealRounding
{
    private const double Limit = 9223372036854775808; // 2^63
    private const int MostDecimals = 18;
    private const double HalfUnitLimit = 4503599627370496; // 2^52

    /// <summary><paramref name="number"/> · <paramref name="scale"/> in whole units: the exact product of the two, rounded once in the named direction.</summary>
    /// <param name="number">Any finite number whose product fits.</param>
    /// <param name="scale">Units of one; at most 2^53 in magnitude, so that it is a double.</param>
    /// <param name="rounding">Where the fraction of a unit goes.</param>
    /// <exception cref="OverflowException">Not a number, or a product beyond 64 bits.</exception>
    public static long ToUnits(double number, long scale, Rounding rounding)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 1L << 53);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, -(1L << 53));
        var product = DoubleDouble.Product(number, scale);
        if (!(Math.Abs(product.High) < Limit))
            throw new OverflowException($"{number} times {scale} has no 64-bit units.");

        // The product's own rounding may land on a whole number from either side; its rest says from which.
        var floor = Math.Floor(product.High);
        var isWhole = floor == product.High;
        var units = (long)floor - (isWhole && product.Low < 0 ? 1 : 0);
        return rounding == Rounding.Ceiling && (!isWhole || product.Low != 0) ? units + 1 : units;
    }

    /// <summary><paramref name="number"/> · 10^<paramref name="decimals"/> in whole units of up to 126 bits: the exact product, rounded up once.</summary>
    /// <param name="number">Any finite number that is not negative and whose product fits.</param>
    /// <param name="decimals">Decimals of the unit, 0 to 18.</param>
    /// <exception cref="OverflowException">Not a number, below zero, or a product beyond 126 bits.</exception>
    public static Int128 ToWideUnitsUp(double number, int decimals)
    {
        if (!(number >= 0) || !double.IsFinite(number) || decimals is < 0 or > MostDecimals)
            throw new OverflowException($"{number} with {decimals} decimals has no units.");

        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = exponent == 0 ? bits & 0xFFFFFFFFFFFFF : (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;
        var power = Math.Max(exponent, 1) - 1075;
        // 53 bits times 10^18 are 113 bits at most.
        var units = (Int128)mantissa * ExactMath.PowerOfTen(decimals);
        if (units == 0)
            return 0;

        if (power >= 0)
        {
            return Int128.LeadingZeroCount(units) >= power + 2
                ? units << power
                : throw new OverflowException($"{number} with {decimals} decimals is beyond 126 bits.");
        }

        if (power < -126)
            return 1;

        var whole = units >> -power;
        return whole << -power == units ? whole : whole + 1;
    }

    /// <summary><paramref name="number"/> · <paramref name="scale"/> in whole units: the exact product of the two, rounded once to the nearest, a half to the even.</summary>
    /// <param name="number">Any finite number whose product is below 2^52 in magnitude, so that a half is told from what lies beside it.</param>
    /// <param name="scale">Units of one; at most 2^53 in magnitude.</param>
    /// <exception cref="OverflowException">Not a number, or a product beyond 2^52.</exception>
    public static long ToNearestUnits(double number, long scale)
    {
        var product = DoubleDouble.Product(number, scale);
        if (!(Math.Abs(product.High) < HalfUnitLimit))
            throw new OverflowException($"{number} times {scale} is no number of units with a half to it.");

        var floor = ToUnits(number, scale, Rounding.Floor);
        var rest = product.High - floor; // exact: both are multiples of the smaller one's last place
        var isUp =
            rest != 0.5 ? rest > 0.5
            : product.Low != 0 ? product.Low > 0
            : (floor & 1) != 0;
        return isUp ? floor + 1 : floor;
    }
}
