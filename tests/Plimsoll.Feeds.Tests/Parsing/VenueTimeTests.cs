using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Feeds.Parsing;
using Plimsoll.Testing;

namespace Plimsoll.Feeds.Tests.Parsing;

public sealed class VenueTimeTests
{
    [Theory, Trait("Criterion", "FEED-004")]
    [InlineData("2023-02-09T20:30:37.167359596Z", 1_675_974_637_167_359_596)]
    [InlineData("2026-07-10T00:00:02.123456Z", 1_783_641_602_123_456_000)]
    [InlineData("1970-01-01T00:00:00.000000Z", 0)]
    [InlineData("2024-02-29 23:59:59+00:00", 1_709_251_199_000_000_000)]
    public void Reads_moments_to_the_nanosecond(string text, long nanoseconds)
    {
        Assert.True(VenueTime.TryParse(Encoding.UTF8.GetBytes(text), out var time));

        Assert.Equal(nanoseconds, time.Nanoseconds);
    }

    [Theory, Trait("Criterion", "FEED-004")]
    [InlineData("")]
    [InlineData("2023-02-09")]
    [InlineData("2023-02-30T00:00:00Z")]
    [InlineData("2023-13-01T00:00:00Z")]
    [InlineData("2023-01-01T24:00:00Z")]
    [InlineData("2023-01-01T00:00:00")]
    [InlineData("2023-01-01T00:00:00.Z")]
    [InlineData("2023-01-01T00:00:00.1234567890Z")]
    [InlineData("2023-01-01T00:00:00+01:00")]
    [InlineData("9999-01-01T00:00:00Z")]
    public void Refuses_what_is_no_moment(string text) => Assert.False(VenueTime.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact, Trait("Criterion", "FEED-004")]
    public void Agrees_with_the_framework() =>
        Prop.ForAll<uint>(seconds =>
                VenueTime.TryParse(
                    Encoding.UTF8.GetBytes($"{DateTimeOffset.FromUnixTimeSeconds(seconds):yyyy-MM-ddTHH:mm:ssZ}"),
                    out var time
                )
                && time.Nanoseconds == seconds * 1_000_000_000L
            )
            .Check(Exploration.Of(500));

    [Theory, Trait("Criterion", "FEED-004")]
    [InlineData(-1, 1_000)]
    [InlineData(long.MaxValue, 1_000_000)]
    [InlineData(long.MaxValue, 1)]
    public void Refuses_numbers_that_are_no_moment(long value, long perSecond) => Assert.False(VenueTime.TryFrom(value, perSecond, out _));
}
