using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Plimsoll.Tests.Values;

/// <summary>Numbers of every length up to 64 and 128 bits, with the ends of the ranges among them, and the arithmetic of unlimited size.</summary>
internal static class Wide
{
    private static readonly Int128[] Ends =
    [
        Int128.MinValue,
        Int128.MinValue + 1,
        long.MinValue - (Int128)1,
        long.MinValue,
        -1,
        0,
        1,
        uint.MaxValue,
        uint.MaxValue + (Int128)1,
        long.MaxValue,
        long.MaxValue + (Int128)1,
        ulong.MaxValue,
        Int128.MaxValue - 1,
        Int128.MaxValue,
    ];

    public static Arbitrary<Int128> Numbers { get; } = Arb.From(Gen.Frequency((1, Gen.Elements(Ends)), (4, Bits(128))));

    public static Arbitrary<long> Longs { get; } =
        Arb.From(
            Gen.Frequency(
                (1, Gen.Elements(long.MinValue, long.MinValue + 1, -1, 0, 1, long.MaxValue)),
                (4, Bits(64).Select(bits => (long)bits))
            )
        );

    public static Arbitrary<Int128> Divisors { get; } = Arb.From(Numbers.Generator.Where(number => number > 0));

    public static Arbitrary<long> LongDivisors { get; } = Arb.From(Longs.Generator.Where(number => number > 0));

    /// <summary>dividend ÷ divisor rounded once.</summary>
    public static BigInteger Quotient(BigInteger dividend, BigInteger divisor, bool isUp)
    {
        if (divisor.Sign < 0)
        {
            (dividend, divisor) = (-dividend, -divisor);
        }

        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        return quotient + (isUp && rest.Sign > 0 ? 1 : 0) - (!isUp && rest.Sign < 0 ? 1 : 0);
    }

    /// <summary>Whether <paramref name="compute"/> gives <paramref name="expected"/>, or throws because it does not fit 128 bits.</summary>
    public static bool Agrees(BigInteger expected, Func<Int128> compute)
    {
        if (expected >= Int128.MinValue && expected <= Int128.MaxValue)
        {
            return compute() == expected;
        }

        Assert.Throws<OverflowException>(() => compute());
        return true;
    }

    // A random length first: uniform numbers of 128 bits would hardly ever be short.
    private static Gen<Int128> Bits(int longest) =>
        from high in Word
        from low in Word
        from length in Gen.Choose(1, longest)
        select (((Int128)high << 64) | unchecked((ulong)low)) >> (128 - length);

    private static Gen<long> Word => ArbMap.Default.GeneratorFor<DoNotSize<long>>().Select(word => word.Item);
}
