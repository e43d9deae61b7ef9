using System.Globalization;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Tests.Feeding;

/// <summary>Prices of outside venues through the whole server: one that lies, dies or babbles never moves the index alone.</summary>
public sealed class FeedDeskTests
{
    [Theory, Trait("Criterion", "FEED-060")]
    [InlineData("kraken")]
    [InlineData("okx")]
    [InlineData("bitstamp")]
    public async Task One_that_lies_is_left_out_and_counts_again_when_it_is_honest(string liar)
    {
        await using var world = await FeedWorld.OpenAsync();
        await world.UntilAsync(index => (int)index["live_sources"]! == 3);

        world[liar].Be(Mood.Lying);
        var lied = await world.UntilAsync(liar, "deviating");
        world[liar].Be(Mood.Honest);
        await world.UntilAsync(liar, "live");

        Assert.Equal(2, (int)lied["live_sources"]!);
        await StayedAsync(world);
    }

    [Theory, Trait("Criterion", "FEED-060")]
    [InlineData("kraken", Mood.Silent)]
    [InlineData("okx", Mood.Silent)]
    [InlineData("bitstamp", Mood.Gone)]
    [InlineData("kraken", Mood.Babbling)]
    public async Task One_that_dies_goes_stale_and_counts_again_when_it_is_back(string dead, Mood mood)
    {
        await using var world = await FeedWorld.OpenAsync();
        await world.UntilAsync(index => (int)index["live_sources"]! == 3);

        world[dead].Be(mood);
        var without = await world.UntilAsync(dead, "stale");
        world[dead].Be(Mood.Honest);
        await world.UntilAsync(dead, "live");

        Assert.Equal(2, (int)without["live_sources"]!);
        Assert.False((bool)without["has_no_source"]!);
        await StayedAsync(world);
    }

    [Theory, Trait("Criterion", "FEED-060")]
    [InlineData("kraken")]
    [InlineData("okx")]
    [InlineData("bitstamp")]
    public async Task One_that_tells_what_no_index_can_carry_leaves_the_others_alone(string liar)
    {
        await using var world = await FeedWorld.OpenAsync();
        await world.UntilAsync(index => (int)index["live_sources"]! == 3);

        world[liar].Be(Mood.Boundless);
        var lied = await world.UntilAsync(liar, "not_positive");
        var told = await world.FeedAsync(liar, feed => (long?)feed["rejected"]!["out_of_range"] > 20);

        // As long as the others would be stale, had they been kept out.
        var later = await world.UntilAsync(index => (int)index["live_sources"]! == 2);
        world[liar].Be(Mood.Honest);
        await world.UntilAsync(liar, "live");

        Assert.Equal(2, (int)lied["live_sources"]!);
        Assert.Equal(2, (int)later["live_sources"]!);
        Assert.False((bool)later["has_no_source"]!);
        Assert.NotNull(told["last_price"]);
        await StayedAsync(world);
    }

    [Theory, Trait("Criterion", "HOST-051")]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Where_the_machines_clock_leaps_quotes_are_neither_old_nor_from_the_future(int days)
    {
        var clock = new LeapingClock();
        await using var world = await FeedWorld.OpenAsync(clock);
        await world.UntilAsync(index => (int)index["live_sources"]! == 3);

        clock.Leap(TimeSpan.FromDays(days));
        var before = await world.FeedAsync("okx", static _ => true);
        var after = await world.FeedAsync("okx", feed => (long)feed["quotes"]! > (long)before["quotes"]! + 5);

        Assert.True(JsonNode.DeepEquals(before["rejected"], after["rejected"]), $"{after}");
        await StayedAsync(world);
    }

    [Fact, Trait("Criterion", "FEED-061")]
    public async Task How_each_feed_is_is_shown()
    {
        await using var world = await FeedWorld.OpenAsync();
        await world.UntilAsync(index => (int)index["live_sources"]! == 3);
        var good = await world.FeedAsync("okx", feed => (long)feed["quotes"]! > 2);

        world["bitstamp"].Be(Mood.Gone);
        var gone = await world.FeedAsync("bitstamp", feed => (long)feed["reconnects"]! > 1);
        world["kraken"].Be(Mood.Babbling);
        var babbling = await world.FeedAsync("kraken", feed => (string?)feed["problem"] == "nonsense");

        Assert.Equal(("live", 100.00m), ((string)good["state"]!, decimal.Parse((string)good["last_price"]!, CultureInfo.InvariantCulture)));
        Assert.InRange((long)good["lag_ms"]!, 0, 5_000);
        Assert.NotNull(gone["problem"]);
        Assert.Equal("FEED/USD:kraken", (string)babbling["source"]!);
    }

    [Fact, Trait("Criterion", "FEED-064"), Trait("Criterion", "FEED-065")]
    public async Task A_feed_that_is_lost_is_told_to_the_operator_until_it_is_back()
    {
        await using var world = await FeedWorld.OpenAsync();
        await world.UntilAsync(index => (int)index["live_sources"]! == 3);
        var sound = await world.WarningsAsync(told => told.Count == 0);

        world["bitstamp"].Be(Mood.Gone);
        var lost = await world.WarningsAsync(told => told.Count > 0);
        await world.FeedAsync("bitstamp", feed => (long)feed["reconnects"]! > 0);
        var metrics = await world.MetricsAsync();
        world["bitstamp"].Be(Mood.Honest);
        await world.UntilAsync("bitstamp", "live");
        await world.WarningsAsync(told => told.Count == 0);

        Assert.Empty(sound);
        Assert.StartsWith("no quotes of FEED/USD:bitstamp pass: it ", Assert.Single(lost), StringComparison.Ordinal);
        Assert.Contains("\nplimsoll_feed_live{feed=\"FEED/USD:okx\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("\nplimsoll_feed_live{feed=\"FEED/USD:bitstamp\"} 0\n", metrics, StringComparison.Ordinal);
        Assert.Matches("\nplimsoll_feed_quotes_total{feed=\"FEED/USD:kraken\"} [1-9]", metrics);
        Assert.Matches("\nplimsoll_feed_quote_age_seconds{feed=\"FEED/USD:kraken\"} [0-9]", metrics);
        Assert.Matches("\nplimsoll_feed_reconnects_total{feed=\"FEED/USD:bitstamp\"} [1-9]", metrics);
    }

    /// <summary>Between what the honest ones told, at every moment.</summary>
    private static async Task StayedAsync(FeedWorld world)
    {
        var prices = await world.PricesAsync();
        Assert.NotEmpty(prices);
        Assert.All(prices, price => Assert.InRange(price, 99.90m, 100.20m));
    }
}
