using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Plimsoll.Client.Tests.Values;

/// <summary>Decimals are what the server wrote, or an error; never something near it.</summary>
public sealed class ExactDecimalTests
{
    [Theory, Trait("Criterion", "CLIENT-003")]
    [InlineData("0")]
    [InlineData("-12.5")]
    [InlineData("0.00000000000000000000000000000000000001")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("-9999999999999999999.9999999999999999999")]
    public void Text_of_38_digits_comes_back_as_it_was(string text) => Assert.Equal(text, ExactDecimal.Parse(text).ToString());

    [Theory, Trait("Criterion", "CLIENT-003")]
    [InlineData("")]
    [InlineData("1e3")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData(" 1")]
    [InlineData("1,5")]
    [InlineData("999999999999999999999999999999999999999")]
    public void What_the_server_would_not_write_is_no_number(string text) => Assert.False(ExactDecimal.TryParse(text, out _));

    [Fact, Trait("Criterion", "CLIENT-003")]
    public void Every_decimal_goes_there_and_back() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<decimal>(),
                value => (decimal)(ExactDecimal)value == value && ExactDecimal.Parse(((ExactDecimal)value).ToString()) == value
            )
            .QuickCheckThrowOnFailure();

    [Theory, Trait("Criterion", "CLIENT-003")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("0.00000000000000000000000000001")]
    public void What_would_be_rounded_is_refused(string text)
    {
        var value = ExactDecimal.Parse(text);

        Assert.False(value.TryToDecimal(out _));
        Assert.Throws<OverflowException>(() => value.ToDecimal());
    }

    [Fact, Trait("Criterion", "CLIENT-003")]
    public void Sums_products_and_order_are_exact_or_refused()
    {
        var large = ExactDecimal.Parse("99999999999999999999999999999999999999");

        Assert.Equal("0.3", ((ExactDecimal)0.1m + 0.2m).ToString());
        Assert.Equal("-0.125", ((ExactDecimal)0.25m * -0.5m).ToString());
        Assert.Equal(ExactDecimal.Parse("1"), ExactDecimal.Parse("1.000"));
        Assert.True(ExactDecimal.Parse("-2") < ExactDecimal.Parse("-1.999"));
        Assert.Throws<OverflowException>(() => large + 1);
        Assert.Throws<OverflowException>(() => large * large);
    }

    [Fact, Trait("Criterion", "CLIENT-003")]
    public void A_JSON_number_is_no_decimal() => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ExactDecimal>("1.5"));

    [Theory, Trait("Criterion", "CLIENT-003")]
    [InlineData("2026-01-31T08:00:00Z")]
    [InlineData("2026-01-31T08:00:00.123456789Z")]
    public void Times_keep_their_nanoseconds(string text)
    {
        Assert.True(VenueTime.TryParse(text, out var time));
        Assert.Equal(text, time.ToString());
    }

    [Fact, Trait("Criterion", "CLIENT-003")]
    public void A_time_of_the_platform_is_a_time_of_the_venue()
    {
        var now = DateTimeOffset.UnixEpoch.AddTicks(17_000_000_000_000_001);

        Assert.Equal(now, ((VenueTime)now).ToDateTimeOffset());
    }
}
