using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Numerics;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Numerics;

public sealed class TruncatingDecimalsTests
{
    private static readonly TruncatingDecimals Eighteen = new(18);

    [Fact]
    public void Products_and_quotients_are_cut_toward_zero()
    {
        Assert.Equal(0.333333333333333333m, Eighteen.Divide(1, 3));
        Assert.Equal(-0.666666666666666666m, Eighteen.Divide(-2, 3));
        Assert.Equal(0, Eighteen.Multiply(0.000000000000000001m, 0.9m));
    }

    [Fact]
    public void A_double_gives_its_exact_value_cut_once()
    {
        Assert.Equal(0.100000000000000005m, Eighteen.Of(0.1));
        Assert.Equal(-2.5m, Eighteen.Of(-2.5));
        Assert.Equal(9007199254740993m - 1, Eighteen.Of(9007199254740992));
        Assert.Equal(0, Eighteen.Of(double.Epsilon));
        Assert.Equal(0, Eighteen.Of(-0.0));
    }

    [Fact]
    public void Large_numbers_keep_the_places_that_fit()
    {
        Assert.Equal(9903520314283042199192993792m, TruncatingDecimals.Widest.Of(Math.ScaleB(1, 93)));
        Assert.Equal(1099511627776.5m, TruncatingDecimals.Widest.Of(1099511627776.5));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e30)]
    public void Numbers_that_no_decimal_holds_are_refused(double number) => Assert.Throws<OverflowException>(() => Eighteen.Of(number));

    [Fact]
    public void The_cut_is_never_away_from_zero_and_below_one_place() =>
        Prop.ForAll<int, ushort>(
                (top, bottom) =>
                {
                    var number = top / (bottom + 1.0);
                    var cut = Eighteen.Of(number);
                    var back = (double)cut;

                    return Math.Abs(back - number) <= Math.Abs(number) * 1e-15 && decimal.Sign(cut) == Math.Sign(top);
                }
            )
            .Check(Exploration.Usual);
}
