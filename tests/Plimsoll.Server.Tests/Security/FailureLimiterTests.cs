using System.Net;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Security;

/// <summary>Failures are counted by address and minute, whatever the address.</summary>
public sealed class FailureLimiterTests
{
    private readonly ManualClock _clock = new();

    [Fact, Trait("Criterion", "SECU-041")]
    public void Any_address_is_counted_and_none_at_all_too()
    {
        var limiter = new FailureLimiter(1_000_000, _clock);

        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal(0, limiter.Count(new IPAddress([10, 1, (byte)(i >> 8), (byte)(i & 255)])));
        }

        Assert.Equal(0, limiter.Count(null));
    }

    [Theory, Trait("Criterion", "SECU-041")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:ffff::1")]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7")]
    public void Addresses_that_one_attacker_owns_are_one(string first, string second)
    {
        var limiter = new FailureLimiter(1, _clock);

        Assert.Equal(0, limiter.Count(IPAddress.Parse(first)));
        Assert.Equal(60, limiter.Count(IPAddress.Parse(second)));
    }

    [Fact, Trait("Criterion", "SECU-041")]
    public void The_wait_ends_with_the_minute()
    {
        var limiter = new FailureLimiter(1, _clock);
        limiter.Count(IPAddress.Loopback);

        _clock.Now += TimeSpan.FromSeconds(45.5);

        Assert.Equal(15, limiter.Count(IPAddress.Loopback));
        _clock.Now += TimeSpan.FromSeconds(14.5);
        Assert.Equal(0, limiter.Count(IPAddress.Loopback));
    }
}
