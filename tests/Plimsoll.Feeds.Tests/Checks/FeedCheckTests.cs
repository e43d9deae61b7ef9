using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Checks;
using Plimsoll.Feeds.Connections;
using Plimsoll.Feeds.Tests.Venues;

namespace Plimsoll.Feeds.Tests.Checks;

public sealed class FeedCheckTests
{
    [Fact, Trait("Criterion", "FEED-050")]
    public async Task Says_of_each_source_what_works_and_what_to_do_about_the_rest()
    {
        var talk = Conversation.Load("kraken");
        await using var good = await SpeakAsync(talk, lines => lines.Take(6));
        await using var mute = await FakeVenue.TalkAsync((fake, _) => fake.StayAsync());
        await using var refusing = await FakeVenue.ServeAsync(context =>
        {
            context.Response.StatusCode = 451;
            return Task.CompletedTask;
        });
        var late = new ShiftedClock(talk.Clock);
        late.Move(Values.Duration.FromSeconds(30));
        FeedSource[] sources =
        [
            Source("good", good),
            Source("mute", mute),
            Source("refusing", refusing),
            new("nowhere", "kraken", [new("BTC/USD")]) { Endpoints = [new("wss://no-such-venue.invalid")] },
        ];

        var results = await CheckAsync(sources, new ShiftedClock(talk.Clock));
        var old = await CheckAsync([Source("late", good)], late);

        Assert.Equal([true, false, false, false], results.Select(result => result.IsGood));
        Assert.Equal((1L, 100.00m), (results[0].Quotes["BTC/USD"].Count, results[0].Quotes["BTC/USD"].Last.Reference));
        Assert.NotNull(results[0].Health.ConnectedIn);
        Assert.Equal("no quote of BTC/USD", results[1].Problem);
        Assert.Equal("http status: HTTP 451", results[2].Problem);
        Assert.Contains("country", results[2].Advice, StringComparison.Ordinal);
        Assert.NotNull(results[3].Advice);
        Assert.Equal("1 quotes refused: old", old.Single().Problem);
        Assert.Contains("NTP", old.Single().Advice, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "FEED-050")]
    public async Task Ends_in_time_with_every_venue_there_is_and_no_internet()
    {
        var all = VenueCatalog
            .All.Where(venue => venue.Example.Count > 0)
            .Select(venue => new FeedSource(venue.Name, venue.Name, venue.Example)
            {
                Endpoints = [new($"{venue.Endpoints[0].Scheme}://127.0.0.1:9")],
            })
            .ToList();
        var start = TimeProvider.System.GetTimestamp();

        var results = await CheckAsync(all, TimeProvider.System);

        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(15));
        Assert.All(results, result => Assert.False(result.IsGood));
        Assert.All(results, result => Assert.NotNull(result.Advice));
    }

    private static FeedSource Source(string name, FakeVenue venue) =>
        new(name, "kraken", [new("BTC/USD")]) { Endpoints = [venue.Http.Scheme == "http" ? venue.WebSocket : venue.Http] };

    private static Task<FakeVenue> SpeakAsync(Conversation talk, Func<IEnumerable<string>, IEnumerable<string>> choose) =>
        FakeVenue.TalkAsync(
            async (fake, _) =>
            {
                await fake.HearAsync();
                foreach (var text in choose(talk.Texts('<')).Where(text => !text.Contains("1E+2", StringComparison.Ordinal)))
                {
                    await fake.SayAsync(text);
                }

                await fake.StayAsync();
            }
        );

    private static async Task<IReadOnlyList<FeedCheckResult>> CheckAsync(IReadOnlyList<FeedSource> sources, TimeProvider clock)
    {
        var tools = new FeedTools(clock, new Random(1).NextDouble);
        using var connectors = new FeedConnectors(tools);
        return await FeedCheck.RunAsync(sources, TimeSpan.FromSeconds(1), connectors, tools, CancellationToken.None);
    }
}
