using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Connections;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Feeds.Tests.Venues;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Tests;

/// <summary>What docs/guide/feeds.md shows.</summary>
public sealed class GuideTests
{
    [Fact]
    public async Task The_program_of_the_guide_gets_a_quote()
    {
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, _) =>
            {
                await fake.SayAsync(
                    $$"""{"channel":"ticker","type":"snapshot","data":[{"symbol":"BTC/USD","bid":100.0,"ask":101.0,"last":100.0,"timestamp":"{{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.ffffff}}Z"}]}"""
                );
                await fake.StayAsync();
            }
        );
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var quotes = new List<FeedQuote>();

        var tools = FeedTools.System with { Watch = new PriceWatch(0.03m, Duration.FromSeconds(30)) };
        using var connectors = new FeedConnectors(tools);
        var board = new QuoteBoard(TimeProvider.System, TimeSpan.FromSeconds(1));
        var source = new FeedSource("kraken", "kraken", [new("BTC/USD", Group: "BTC-USD")]) { Endpoints = [venue.WebSocket] };
        var runner = new FeedRunner(source, connectors.For(source), board.Put, tools);
        var running = runner.RunAsync(stop.Token);

        await board.WaitAsync(stop.Token);
        board.Take(quotes);

        Assert.Equal(100.5m, quotes.Single().Reference);
        Assert.Equal((FeedState.Live, 100.5m), (runner.Health().State, runner.Health().Markets["BTC/USD"].Reference));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public void The_guide_names_every_venue_and_no_other()
    {
        var guide = File.ReadAllText(RepositoryFiles.PathOf("docs", "guide", "feeds.md"));

        Assert.All(VenueCatalog.All, venue => Assert.Contains(venue.Name.Split('-')[0], guide, StringComparison.OrdinalIgnoreCase));
        Assert.All(
            Enum.GetValues<FeedProblem>(),
            problem => Assert.True(problem is FeedProblem.None || FeedAdvice.Of(problem) is { Length: > 20 }, $"{problem}")
        );
    }
}
