using Microsoft.AspNetCore.Http;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Tests.Venues;

namespace Plimsoll.Feeds.Tests.Connections;

/// <summary>Every venue's own messages over real sockets.</summary>
public sealed class VenueSocketTests
{
    public static TheoryData<string> WebSockets => [.. Conversation.Names.Where(name => name != "pyth")];

    [Theory, MemberData(nameof(WebSockets)), Trait("Criterion", "FEED-001"), Trait("Criterion", "FEED-020")]
    public async Task Subscribes_takes_the_quotes_and_comes_back_after_the_venue_left(string name)
    {
        var talk = Conversation.Load(name);
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, _) =>
            {
                foreach (var (kind, text) in talk.Lines)
                {
                    if (kind == '>')
                    {
                        Assert.Equal(text, await fake.HearAsync());
                    }
                    else if (kind == '<')
                    {
                        await fake.SayAsync(text);
                    }
                }

                await fake.CloseAsync("bye");
                await fake.StayAsync();
            }
        );
        var source = talk.Source with { Endpoints = [venue.WebSocket], Limits = Listening.Quick };
        await using var listening = new Listening(source, new ShiftedClock(talk.Clock));

        foreach (var expected in talk.Quotes)
        {
            Assert.Equal(expected, await listening.NextAsync());
        }

        // The second connection subscribes anew; what was said last is no older than itself, so it passes again.
        while (await listening.NextAsync() != talk.Quotes[^1]) { }

        Assert.True(venue.Connections >= 2);
    }

    [Fact, Trait("Criterion", "FEED-001")]
    public async Task Hermes_streams_events()
    {
        var talk = Conversation.Load("pyth");
        var asked = new TaskCompletionSource<string>();
        await using var venue = await FakeVenue.ServeAsync(async context =>
        {
            asked.TrySetResult(context.Request.Path + Uri.UnescapeDataString(context.Request.QueryString.Value!));
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(":\n\n");
            foreach (var message in talk.Texts('<'))
            {
                await context.Response.WriteAsync("data:" + message + "\n\n");
                await context.Response.Body.FlushAsync();
            }

            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var limits = Listening.Quick with { FutureMax = Values.Duration.FromSeconds(2) };
        var source = talk.Source with { Endpoints = [venue.Http], Limits = limits, AccessToken = "secret" };
        await using var listening = new Listening(source, new ShiftedClock(talk.Clock));

        foreach (var expected in talk.Quotes)
        {
            Assert.Equal(expected, await listening.NextAsync());
        }

        Assert.Equal(
            "/v2/updates/price/stream?parsed=true&encoding=hex"
                + "&ids[]=e62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43"
                + "&ids[]=c96458d393fe9deb7a7d63a0ac41e2898a67a7750dbd166673279e06c868df0a",
            await asked.Task
        );
        Assert.Equal(FeedState.Live, listening.Health.State);
        Assert.DoesNotContain("secret", $"{source}", StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "FEED-001")]
    public async Task Hermes_talks_over_WebSocket_too()
    {
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, _) =>
            {
                Assert.Equal("""{"type":"subscribe","ids":["e62d"]}""", await fake.HearAsync());
                await fake.SayAsync("""{"type":"response","status":"success"}""");
                await fake.SayAsync(
                    """{"type":"price_update","price_feed":{"id":"e62d","price":{"price":"6163260","conf":"3268","expo":-2,"publish_time":1714748300},"ema_price":{"price":"1","conf":"1","expo":-2,"publish_time":1714748300}}}"""
                );
                await fake.SayAsync("""{"type":"response","status":"error","error":"Price feeds not found"}""");
                await fake.StayAsync();
            }
        );
        var source = new FeedSource("pyth", "pyth", [new("0xe62d")]) { Endpoints = [venue.WebSocket], Limits = Listening.Quick };
        await using var listening = new Listening(source, new ShiftedClock(Values.Timestamp.FromMilliseconds(1_714_748_300_500)));

        Assert.Equal(61_632.60m, (await listening.NextAsync()).Reference);
        await listening.UntilAsync(health => health.Detail == "Price feeds not found");
    }
}
