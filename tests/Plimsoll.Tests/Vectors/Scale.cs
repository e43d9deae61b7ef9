using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

/// <summary>From a vector's numbers to units and back. A number that has no whole unit is a mistake of the translation.</summary>
internal static class Scale
{
    public static long Units(decimal number, int decimals) => (long)WideUnits(number, decimals);

    public static Int128 WideUnits(decimal number, int decimals)
    {
        var units = number * ExactMath.PowerOfTen(decimals);
        return units == Math.Truncate(units)
            ? (Int128)units
            : throw new ArgumentException($"{number} needs more than {decimals} decimals.", nameof(number));
    }

    public static decimal Number(Int128 units, int decimals) => (decimal)units / ExactMath.PowerOfTen(decimals);

    public static Rate RateOf(decimal number) => new(Units(number, 9));

    public static decimal Number(Rate rate) => Number(rate.Nano, 9);
}
