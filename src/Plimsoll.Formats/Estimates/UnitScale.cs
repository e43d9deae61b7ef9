using Plimsoll.Values;

namespace Plimsoll.Formats.Estimates;

/// <summary>Between the decimal numbers of a file and the calculator's integer units.</summary>
internal static class UnitScale
{
    /// <summary>Most digits behind the point of a price or a quantity.</summary>
    public const int MostDecimals = 12;

    /// <summary>The number in units, if no digit is lost.</summary>
    public static Int128? Units(decimal value, int decimals)
    {
        var factor = (decimal)ExactMath.PowerOfTen(decimals);
        if (Math.Abs(value) > decimal.MaxValue / factor)
        {
            return null;
        }

        var scaled = value * factor;
        return scaled == decimal.Truncate(scaled) ? (Int128)scaled : null;
    }

    /// <summary>The number in units, rounded to the nearest.</summary>
    public static Int128 Nearest(decimal value, int decimals) =>
        (Int128)decimal.Round(value * ExactMath.PowerOfTen(decimals), MidpointRounding.AwayFromZero);

    /// <summary>Units as a number; overflows for what no decimal carries.</summary>
    public static decimal Number(Int128 units, int decimals)
    {
        // What has more than 28 digits loses some of those behind the point, never those before it.
        var factor = ExactMath.PowerOfTen(decimals);
        var whole = units / factor;
        return (decimal)whole + ((decimal)(units - (whole * factor)) / factor);
    }

    /// <summary>Digits behind the point that the numbers have.</summary>
    public static int DecimalsOf(IEnumerable<decimal> values) => values.Select(DecimalsOf).DefaultIfEmpty().Max();

    /// <summary>So many digits behind the point that a price a thousand times as high still fits its 64 bits.</summary>
    public static int DecimalsFor(decimal highestPrice)
    {
        var decimals = MostDecimals;
        while (decimals > 0 && highestPrice * 1000 * ExactMath.PowerOfTen(decimals) > Price.MaxUnits)
        {
            decimals--;
        }

        return decimals;
    }

    private static int DecimalsOf(decimal value)
    {
        var decimals = 0;
        while (value != decimal.Truncate(value))
        {
            value *= 10;
            decimals++;
        }

        return decimals;
    }
}
