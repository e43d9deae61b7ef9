using System.Text.Json.Nodes;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Formats.Documents;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Tests.Api;

namespace Plimsoll.Server.Tests.Feeding;

/// <summary>A feed whose quotes have no place to go is never silent about it.</summary>
public sealed class FeedTargetTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact, Trait("Criterion", "FEED-062")]
    public async Task An_index_that_may_be_listed_later_is_told_of_until_it_is()
    {
        await using var world = await ServerWorld.StartAsync(new() { Feeds = [Feed("BTC/EUR", "kraken")] });

        var before = await ReadyAsync(world);
        var shown = (await world.Ok(HttpMethod.Get, "feeds"))["items"]![0]!;
        var said = world.Server.FeedsWithoutPlace;
        await world.Ok(HttpMethod.Post, "indices", """{"index":"BTC/EUR","decimals":1,"sources":[{"source":"kraken"}]}""");
        var after = await ReadyAsync(world);

        Assert.Equal(("ready", "feeds"), ((string)before["status"]!, (string)before["warnings"]![0]!["part"]!));
        Assert.Contains("there is no index BTC/EUR", (string)before["warnings"]![0]!["reason"]!, StringComparison.Ordinal);
        Assert.Equal("index BTC/EUR", (string)shown["not_listed"]!);
        Assert.Contains("BTC/EUR:kraken", Assert.Single(said), StringComparison.Ordinal);
        Assert.DoesNotContain("there is no", after["warnings"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null((await world.Ok(HttpMethod.Get, "feeds"))["items"]![0]!["not_listed"]);
    }

    [Fact, Trait("Criterion", "FEED-062")]
    public async Task A_source_that_an_index_will_never_have_stops_the_start()
    {
        var world = await ServerWorld.StartAsync();
        await world.Ok(HttpMethod.Post, "indices", """{"index":"BTC/EUR","decimals":1,"sources":[{"source":"kraken"}]}""");
        await world.Stop();
        world.Feeds = [Feed("BTC/EUR", "kraken"), Feed("BTC/EUR", "krakn")];

        var refused = await Assert.ThrowsAsync<DocumentException>(() => world.Start());
        world.Feeds = [Feed("BTC/EUR", "kraken")];
        await world.Start();
        await world.DisposeAsync();

        var fault = Assert.Single(refused.Faults);
        Assert.Equal(("unknown_source", "feeds[1].source"), (fault.Code, fault.Path));
        Assert.Contains("Did you mean kraken?", fault.Advice, StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "FEED-062")]
    [InlineData("BTC/USD", "okx", "unknown_source")]
    [InlineData("BTC/EUR", "okx", "unknown_index")]
    [InlineData("BTC/USD", "demo-1", null)]
    public async Task What_the_demo_market_does_not_list_is_a_mistake(string index, string source, string? code)
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var text = "feeds:\n  - { venue: okx, symbols: [BTC-USDT], index: " + index + ", source: " + source + " }";

        var (_, faults) = await ConfigurationCheck.AllAsync("settings", text, Nothing, folder);

        Assert.Equal(code, faults.SelectMany(file => file.Faults).SingleOrDefault()?.Code);
    }

    [Fact, Trait("Criterion", "FEED-063")]
    public void A_server_takes_every_venue_that_the_check_knows()
    {
        foreach (var venue in VenueCatalog.All)
        {
            var text = "feeds:\n  - { venue: " + venue.Name + ", symbols: ['index:BTC'], index: B }";
            Assert.Equal(venue.Name, Assert.Single(SettingsReader.Read("settings", text, Nothing).Feeds).Venue);
        }
    }

    private static FeedSettings Feed(string index, string source) => new("kraken", ["BTC/EUR"], index, source, new("ws://127.0.0.1:9/"));

    private static async Task<JsonNode> ReadyAsync(ServerWorld world) =>
        JsonNode.Parse(await world.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken))!;
}
