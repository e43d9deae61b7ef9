using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Connections;

namespace Plimsoll.Feeds.Tests.Connections;

public sealed class BackoffTests
{
    private static readonly FeedLimits Limits = new() { RetryFirst = TimeSpan.FromSeconds(0.5), RetryMax = TimeSpan.FromSeconds(30) };

    [Fact, Trait("Criterion", "FEED-021")]
    public void The_bound_doubles_up_to_the_largest()
    {
        var backoff = new Backoff(Limits, () => 0.999_999);
        double[] waits = [.. Enumerable.Range(0, 40).Select(_ => backoff.Next(asked: null).TotalSeconds)];

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30], waits.Take(8).Select(wait => Math.Round(wait, 3)));
        Assert.Equal(30, waits[^1], 3);
    }

    [Fact, Trait("Criterion", "FEED-021")]
    public void The_wait_is_anything_below_the_bound_and_the_same_for_the_same_seed()
    {
        var (first, second) = (new Backoff(Limits, new Random(7).NextDouble), new Backoff(Limits, new Random(7).NextDouble));
        var waits = Enumerable.Range(0, 200).Select(_ => first.Next(asked: null)).ToList();

        Assert.Equal(waits, Enumerable.Range(0, 200).Select(_ => second.Next(asked: null)));
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
        Assert.InRange(waits.Skip(10).Average(wait => wait.TotalSeconds), 12, 18);
    }

    [Fact, Trait("Criterion", "FEED-021")]
    public void A_good_connection_begins_anew_and_a_venue_is_given_the_time_it_asks_for()
    {
        var backoff = new Backoff(Limits, () => 0.5);
        Assert.Equal(0.25, backoff.Next(asked: null).TotalSeconds);
        Assert.Equal(0.5, backoff.Next(asked: null).TotalSeconds);

        backoff.Succeeded();

        Assert.Equal(0.25, backoff.Next(asked: null).TotalSeconds);
        Assert.Equal(60, backoff.Next(TimeSpan.FromSeconds(60)).TotalSeconds);
        Assert.Equal(600, backoff.Next(TimeSpan.FromDays(9)).TotalSeconds);
    }
}
