using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Numerics;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Numerics;

public sealed class RealDecimalsTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(0.1, "0.1000000000000000055511151231")]
    [InlineData(1e-30, "0")]
    [InlineData(1e28, "9999999999999999583119736832")]
    public void Keeps_all_that_a_double_has(double number, string expected) =>
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), RealDecimals.Of(number));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e29)]
    public void What_no_decimal_carries_overflows(double number) => Assert.Throws<OverflowException>(() => RealDecimals.Of(number));

    [Fact]
    public void Comes_back_as_it_was() =>
        Prop.ForAll<int, int>(
                (digits, exponent) =>
                {
                    var number = (digits + (digits >= 0 ? 1 : 0)) * Math.Pow(2, Math.Abs(exponent) % 40);
                    return double.Parse(RealDecimals.Of(number).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                            == number
                        && double.Parse(RealDecimals.Of(1 / number).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                            is var back
                        && Math.Abs(back - (1 / number)) <= (1e-15 * Math.Abs(1 / number)) + 1e-28;
                }
            )
            .Check(Exploration.Of(200).WithMaxTest(200));
}
