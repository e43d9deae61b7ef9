using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Server.Problems;
using Plimsoll.Testing;

namespace Plimsoll.Server.Tests.Problems;

/// <summary>Decimals as text: exact, and one way to write each.</summary>
public sealed class DecimalTextTests
{
    private static readonly JsonSerializerOptions Options = ApiJson.Options(16);

    [Theory, Trait("Criterion", "SECU-055")]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("0.10", "0.1")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData("99999999999999999999999999999999999999", "99999999999999999999999999999999999999")]
    [InlineData("0.0000000000000000000000000000000000001", "0.0000000000000000000000000000000000001")]
    public void Reads_what_is_a_decimal(string text, string shown) =>
        Assert.Equal($"\"{shown}\"", JsonSerializer.Serialize(JsonSerializer.Deserialize<DecimalText>($"\"{text}\"", Options), Options));

    [Theory, Trait("Criterion", "SECU-055")]
    [InlineData("1.5")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"-\"")]
    [InlineData("\".5\"")]
    [InlineData("\"5.\"")]
    [InlineData("\"+5\"")]
    [InlineData("\"05\"")]
    [InlineData("\"1e3\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"1 \"")]
    [InlineData("\"1\\n\"")]
    [InlineData("\"1,000\"")]
    [InlineData("\"1_000\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"--1\"")]
    [InlineData("\"1.2.3\"")]
    [InlineData("\"\u0661\"")]
    [InlineData("\"100000000000000000000000000000000000000\"")]
    [InlineData("\"1.00000000000000000000000000000000000000\"")]
    public void Refuses_what_could_be_read_in_two_ways(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<DecimalText>(json, Options));

    [Fact, Trait("Criterion", "SECU-055")]
    public void Units_are_exact_or_refused()
    {
        Assert.True(DecimalText.TryParse("12.50", out var price));

        Assert.True(price.TryToUnits(8, out var units));
        Assert.Equal(1_250_000_000, units);
        Assert.True(price.TryToUnits(1, out units));
        Assert.Equal(125, units);
        Assert.False(price.TryToUnits(0, out _));
        Assert.True(DecimalText.TryParse(new string('9', 38), out var large));
        Assert.False(large.TryToUnits(2, out _));
    }

    [Fact, Trait("Criterion", "SECU-055")]
    public void What_is_written_is_read_back() =>
        Prop.ForAll<long, byte>(
                (units, scale) =>
                {
                    var value = DecimalText.Of(units, scale % 39);
                    return DecimalText.TryParse(value.ToString(), out var back) == (value.ToString().Count(char.IsAsciiDigit) <= 38)
                        && (back == value || back == default);
                }
            )
            .Check(Exploration.Of(1_000));
}
