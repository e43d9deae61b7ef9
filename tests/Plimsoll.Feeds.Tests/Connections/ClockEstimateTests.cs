using Plimsoll.Feeds.Health;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Tests.Connections;

public sealed class ClockEstimateTests
{
    private const long Milli = 1_000_000;
    private readonly ClockEstimate _clock = new();

    [Fact, Trait("Criterion", "FEED-012")]
    public void The_least_lag_of_the_last_minute_or_two_bounds_the_skew()
    {
        Observe(0, 80);
        Observe(1_000, 30);
        Observe(2_000, 200);
        Assert.Equal((30, 200), (Skew, _clock.Lag!.Value.Nanoseconds / Milli));

        Observe(61_000, 50);
        Assert.Equal(30, Skew);

        Observe(122_000, 60);
        Assert.Equal(50, Skew);
    }

    [Fact, Trait("Criterion", "FEED-012")]
    public void A_venue_ahead_shows_below_zero()
    {
        Observe(0, -700);

        Assert.Equal(-700, Skew);
    }

    [Fact, Trait("Criterion", "FEED-012")]
    public void Before_the_first_stamp_nothing_is_known() => Assert.Null(_clock.Skew);

    private long Skew => _clock.Skew!.Value.Nanoseconds / Milli;

    private void Observe(long atMs, long lagMs) =>
        _clock.Observe(Timestamp.FromMilliseconds(1_000_000 + atMs - lagMs), Timestamp.FromMilliseconds(1_000_000 + atMs));
}
