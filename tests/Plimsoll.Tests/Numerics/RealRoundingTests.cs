using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Numerics;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Numerics;

public sealed class RealRoundingTests
{
    [Theory, Trait("Criterion", "NUME-020")]
    [InlineData(1.5, 10, 15, 15)]
    [InlineData(0.1, 10, 1, 2)] // the double nearest to a tenth lies above it
    [InlineData(-0.1, 10, -2, -1)]
    [InlineData(0.3, 10, 2, 3)] // and that nearest to three tenths below
    [InlineData(0, 10, 0, 0)]
    [InlineData(1e-300, 1, 0, 1)]
    public void Units_are_rounded_by_name(double number, long scale, long floor, long ceiling)
    {
        Assert.Equal(floor, RealRounding.ToUnits(number, scale, Rounding.Floor));
        Assert.Equal(ceiling, RealRounding.ToUnits(number, scale, Rounding.Ceiling));
    }

    [Theory, Trait("Criterion", "NUME-020")]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(9.3e18)]
    [InlineData(-9.3e18)]
    public void What_has_no_units_is_an_error(double number) =>
        Assert.Throws<OverflowException>(() => RealRounding.ToUnits(number, 1, Rounding.Floor));

    [Fact, Trait("Criterion", "NUME-020")]
    public void Agrees_with_whole_numbers_of_unlimited_size() =>
        Prop.ForAll(
                Gen.Choose(int.MinValue, int.MaxValue).SelectMany(high => Gen.Choose(1, 1 << 30), (high, low) => (high, low)).ToArbitrary(),
                pair =>
                {
                    // number = n / 2^40, so that the product times 2^40 is a whole number.
                    var n = ((long)pair.high << 20) + pair.low;
                    var product = (Int128)n * pair.low;
                    var floor = (long)(product >> 40);
                    var isWhole = (product & ((1L << 40) - 1)) == 0;
                    var number = n / 1099511627776.0;
                    return RealRounding.ToUnits(number, pair.low, Rounding.Floor) == floor
                        && RealRounding.ToUnits(number, pair.low, Rounding.Ceiling) == floor + (isWhole ? 0 : 1);
                }
            )
            .Check(Exploration.Usual);

    [Theory, Trait("Criterion", "NUME-020")]
    [InlineData(0.5, 1, 0)]
    [InlineData(1.5, 1, 2)]
    [InlineData(2.5, 1, 2)]
    [InlineData(-1.5, 1, -2)]
    [InlineData(-2.5, 1, -2)]
    [InlineData(0.05, 10, 1)] // the double nearest to a twentieth lies above it
    [InlineData(0.15, 10, 1)] // that nearest to three twentieths below
    [InlineData(7.965567455405804, 100, 797)]
    public void The_nearest_unit_is_even_at_a_half(double number, long scale, long units) =>
        Assert.Equal(units, RealRounding.ToNearestUnits(number, scale));

    [Theory, Trait("Criterion", "NUME-020")]
    [InlineData(double.NaN)]
    [InlineData(4.6e15)]
    public void Where_there_is_no_half_there_is_no_nearest_unit(double number) =>
        Assert.Throws<OverflowException>(() => RealRounding.ToNearestUnits(number, 1));
}
