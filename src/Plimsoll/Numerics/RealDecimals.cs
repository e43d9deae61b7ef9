using System.Numerics;

namespace Plimsoll.Numerics;

/// <summary>A kernel's floating-point number as the nearest decimal, for answers that are shown and rounded later.</summary>
/// <remarks>The conversion of the platform keeps fifteen digits only; this one keeps all that a double has, as far as 28 places behind the point reach.</remarks>
public static class RealDecimals
{
    private const int MostPlaces = 28;
    private static readonly BigInteger Limit = BigInteger.One << 96;

    /// <summary>The decimal nearest to a number, half away from zero.</summary>
    /// <exception cref="OverflowException">Not a number, or beyond the range of decimals.</exception>
    public static decimal Of(double number)
    {
        if (!double.IsFinite(number))
            throw new OverflowException($"{number} has no decimal.");

        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = new BigInteger(exponent == 0 ? bits & 0xFFFFFFFFFFFFF : (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000);
        var power = Math.Max(exponent, 1) - 1075;
        for (var places = MostPlaces; places >= 0; places--)
        {
            var units = Shifted(mantissa * BigInteger.Pow(10, places), power);
            if (units < Limit)
                return WithScale(units, places, number < 0);
        }

        throw new OverflowException($"{number} is beyond the range of decimals.");
    }

    private static BigInteger Shifted(BigInteger scaled, int power) =>
        power >= 0 ? scaled << power : (scaled + (BigInteger.One << (-power - 1))) >> -power;

    private static decimal WithScale(BigInteger units, int places, bool isNegative)
    {
        var parts = new int[3];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = unchecked((int)(uint)((units >> (32 * i)) & uint.MaxValue));

        return new(parts[0], parts[1], parts[2], isNegative && !units.IsZero, (byte)places);
    }
}
