using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Feeds.Parsing;
using Plimsoll.Testing;

namespace Plimsoll.Feeds.Tests.Parsing;

public sealed class ExactDecimalTests
{
    [Theory, Trait("Criterion", "FEED-004")]
    [InlineData("0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("38632.4", "38632.4")]
    [InlineData("25.35190000", "25.35190000")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("1E+2", "100")]
    [InlineData("1.2e-05", "0.000012")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("9999999999999999999999999999", "9999999999999999999999999999")]
    [InlineData("00000000000000000000000000000000000001.5", "1.5")]
    public void Reads_what_a_decimal_holds(string text, string expected)
    {
        Assert.True(ExactDecimal.TryParse(Encoding.UTF8.GetBytes(text), out var value));

        Assert.Equal(expected, value.ToString(CultureInfo.InvariantCulture));
    }

    [Theory, Trait("Criterion", "FEED-004")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("+1")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1234")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1,5")]
    [InlineData("1.00000000000000000000000000001")]
    [InlineData("99999999999999999999999999999")]
    [InlineData("1e29")]
    [InlineData("1e-29")]
    public void Refuses_what_it_would_have_to_round_or_guess(string text) =>
        Assert.False(ExactDecimal.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact, Trait("Criterion", "FEED-004")]
    public void Agrees_with_the_framework_where_nothing_is_rounded() =>
        Prop.ForAll<decimal>(value =>
                Math.Abs(value) >= 9_999_999_999_999_999_999_999_999_999m
                || (
                    ExactDecimal.TryParse(Encoding.UTF8.GetBytes(value.ToString(CultureInfo.InvariantCulture)), out var read)
                    && read == value
                )
            )
            .Check(Exploration.Of(1_000));
}
