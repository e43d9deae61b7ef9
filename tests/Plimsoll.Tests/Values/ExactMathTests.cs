using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Values;

public sealed class ExactMathTests
{
    private static Config Thorough => Exploration.Of(5_000);

    [Theory, Trait("Criterion", "VALU-002")]
    [InlineData(7, 3, 4, Rounding.Floor, 5)]
    [InlineData(7, 3, 4, Rounding.Ceiling, 6)]
    [InlineData(-7, 3, 4, Rounding.Floor, -6)]
    [InlineData(-7, 3, 4, Rounding.Ceiling, -5)]
    [InlineData(8, 3, 4, Rounding.Floor, 6)]
    [InlineData(8, 3, 4, Rounding.Ceiling, 6)]
    public void A_quotient_is_rounded_once_in_the_named_direction(
        long value,
        long multiplier,
        long divisor,
        Rounding rounding,
        long expected
    )
    {
        Assert.Equal(expected, ExactMath.MulDiv(value, multiplier, divisor, rounding));
        Assert.Equal(expected, ExactMath.MulDivWide(value, multiplier, divisor, rounding));
        Assert.Equal(expected, ExactMath.Divide(value * multiplier, divisor, rounding));
    }

    [Fact, Trait("Criterion", "VALU-002")]
    public void Divide_agrees_with_arithmetic_of_unlimited_size() =>
        Prop.ForAll(
                Wide.Numbers,
                Wide.Divisors,
                (dividend, divisor) =>
                    BothWays(
                        (rounding, isUp) =>
                            Wide.Agrees(Wide.Quotient(dividend, divisor, isUp), () => ExactMath.Divide(dividend, divisor, rounding))
                    )
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "VALU-002")]
    public void MulDiv_agrees_with_arithmetic_of_unlimited_size() =>
        Prop.ForAll(
                Wide.Numbers,
                Wide.Longs,
                Wide.LongDivisors,
                (value, multiplier, divisor) =>
                    BothWays(
                        (rounding, isUp) =>
                            Wide.Agrees(
                                Wide.Quotient((BigInteger)value * multiplier, divisor, isUp),
                                () => ExactMath.MulDiv(value, multiplier, divisor, rounding)
                            )
                    )
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "VALU-002")]
    public void MulDivWide_agrees_with_arithmetic_of_unlimited_size() =>
        Prop.ForAll(
                Wide.Numbers,
                Wide.Numbers,
                Wide.Divisors,
                (value, multiplier, divisor) =>
                    BothWays(
                        (rounding, isUp) =>
                            Wide.Agrees(
                                Wide.Quotient((BigInteger)value * multiplier, divisor, isUp),
                                () => ExactMath.MulDivWide(value, multiplier, divisor, rounding)
                            )
                    )
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "VALU-002")]
    public void MulDivSaturating_stops_at_the_nearest_number_that_fits() =>
        Prop.ForAll(
                Wide.Numbers,
                Wide.Numbers,
                Wide.Divisors,
                (value, multiplier, divisor) =>
                    BothWays(
                        (rounding, isUp) =>
                            ExactMath.MulDivSaturating(value, multiplier, divisor, rounding)
                            == BigInteger.Clamp(
                                Wide.Quotient((BigInteger)value * multiplier, divisor, isUp),
                                Int128.MinValue,
                                Int128.MaxValue
                            )
                    )
            )
            .Check(Thorough);

    /// <summary>Every pair of ends, since chance rarely meets two of them at once.</summary>
    [Fact, Trait("Criterion", "VALU-002")]
    public void Agrees_at_the_ends_of_the_ranges()
    {
        Int128[] values = [Int128.MinValue, Int128.MinValue + 1, long.MinValue, -1, 0, 1, long.MaxValue, Int128.MaxValue];
        long[] multipliers = [long.MinValue, -3, -1, 0, 1, 2, 3, long.MaxValue];
        long[] divisors = [1, 2, 3, uint.MaxValue, uint.MaxValue + 1L, long.MaxValue];

        foreach (var value in values)
        foreach (var divisor in divisors)
        {
            Assert.True(
                BothWays((way, isUp) => Wide.Agrees(Wide.Quotient(value, divisor, isUp), () => ExactMath.Divide(value, divisor, way)))
            );
            foreach (var multiplier in multipliers)
            {
                var product = (BigInteger)value * multiplier;
                Assert.True(
                    BothWays(
                        (way, isUp) =>
                            Wide.Agrees(Wide.Quotient(product, divisor, isUp), () => ExactMath.MulDiv(value, multiplier, divisor, way))
                    )
                );
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_divisor_is_positive(long divisor)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactMath.Divide(1, divisor, Rounding.Floor));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactMath.MulDiv(1, 1, divisor, Rounding.Floor));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactMath.MulDivWide(1, 1, divisor, Rounding.Floor));
    }

    [Fact]
    public void Powers_of_ten_fit_as_long_as_they_are_asked_for()
    {
        Assert.Equal(1, ExactMath.PowerOfTen(0));
        Assert.Equal(1_000_000_000_000_000_000, ExactMath.PowerOfTen(18));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactMath.PowerOfTen(19));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactMath.PowerOfTen(-1));
    }

    private static bool BothWays(Func<Rounding, bool, bool> holds) => holds(Rounding.Floor, false) && holds(Rounding.Ceiling, true);

    /// <summary>Accounts in need are ordered by such a ratio, at every tick.</summary>
    [Fact]
    public void Ratios_of_numbers_of_64_bits_allocate_nothing()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = Int128.Zero;
        for (long i = 1; i <= 1_000; i++)
        {
            sum += ExactMath.MulDivSaturating(long.MaxValue - i, 1_000_000_000, i, Rounding.Floor);
            sum -= ExactMath.MulDivWide(long.MinValue + i, 1_000_000_000, i, Rounding.Ceiling);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }
}
