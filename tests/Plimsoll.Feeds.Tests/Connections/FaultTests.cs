using System.Net;
using System.Net.Sockets;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Feeds.Tests.Venues;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Tests.Connections;

/// <summary>What venues and networks do wrong, over real sockets: the source says so, survives, and goes on.</summary>
public sealed class FaultTests
{
    private static readonly Timestamp Now = Timestamp.FromMilliseconds(1_783_641_602_000);
    private static readonly ShiftedClock Clock = new(Now);

    [Fact, Trait("Criterion", "FEED-022")]
    public async Task A_connection_that_says_nothing_is_given_up()
    {
        await using var venue = await FakeVenue.TalkAsync((fake, number) => number == 1 ? fake.StayAsync() : SpeakAsync(fake, 100));
        await using var listening = Listen(venue, Listening.Quick with { SilenceMax = TimeSpan.FromMilliseconds(150) });

        Assert.Equal(100.5m, (await listening.NextAsync()).Reference);
        Assert.True(listening.Health.Failures >= 1);
    }

    [Fact, Trait("Criterion", "FEED-022")]
    public async Task A_connection_that_breaks_without_a_word_is_made_again()
    {
        var taken = new TaskCompletionSource(); // what a cut overtakes would be lost
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, number) =>
            {
                await SayAsync(fake, 99 + number);
                if (number == 1)
                {
                    await taken.Task.WaitAsync(fake.Gone);
                    fake.Cut();
                }

                await fake.StayAsync();
            }
        );
        await using var listening = Listen(venue);

        Assert.Equal(100.5m, (await listening.NextAsync()).Reference);
        taken.SetResult();
        Assert.Equal(101.5m, (await listening.NextAsync()).Reference);
        Assert.Equal(1, listening.Health.Reconnects);
    }

    [Fact, Trait("Criterion", "FEED-022")]
    public async Task A_host_that_accepts_and_never_answers_costs_the_bound_and_no_more()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var endpoint = new Uri($"ws://127.0.0.1:{((IPEndPoint)mute.LocalEndpoint).Port}");
        await using var listening = Listen(endpoint, Listening.Quick with { ConnectMax = TimeSpan.FromMilliseconds(50) });

        var health = await listening.UntilAsync(health => health.Failures > 2);

        Assert.Equal(FeedProblem.ConnectTimeout, health.LastProblem);
    }

    [Fact, Trait("Criterion", "FEED-022")]
    public async Task Nobody_at_the_address_is_told_as_such()
    {
        var port = FreePort();
        await using var listening = Listen(new Uri($"ws://127.0.0.1:{port}"));

        Assert.Equal(FeedProblem.Unreachable, (await listening.UntilAsync(health => health.Failures > 2)).LastProblem);
    }

    [Fact, Trait("Criterion", "FEED-022")]
    public async Task A_name_that_does_not_exist_is_told_as_such()
    {
        await using var listening = Listen(new Uri("wss://no-such-venue.invalid/ws"));

        var health = await listening.UntilAsync(health => health.Failures > 0);

        Assert.True(health.LastProblem is FeedProblem.NameNotFound or FeedProblem.Unreachable or FeedProblem.ConnectTimeout, $"{health}");
        Assert.NotNull(FeedAdvice.Of(health.LastProblem));
    }

    [Theory, Trait("Criterion", "FEED-022")]
    [InlineData(451, FeedProblem.HttpStatus)]
    [InlineData(403, FeedProblem.HttpStatus)]
    [InlineData(503, FeedProblem.HttpStatus)]
    [InlineData(429, FeedProblem.RateLimited)]
    public async Task A_refused_handshake_is_told_with_its_status(int status, FeedProblem problem)
    {
        await using var venue = await FakeVenue.ServeAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await using var listening = Listen(venue);

        var health = await listening.UntilAsync(health => health.Failures > 1);

        Assert.Equal((problem, $"HTTP {status}"), (health.LastProblem, health.Detail));
    }

    [Fact, Trait("Criterion", "FEED-021")]
    public async Task A_venue_that_asks_to_wait_is_not_asked_before()
    {
        var asked = 0;
        await using var venue = await FakeVenue.ServeAsync(context =>
        {
            Interlocked.Increment(ref asked);
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        await using var listening = Listen(venue);

        await listening.UntilAsync(health => health.State is FeedState.Waiting);
        await using (var other = Listen(venue, Listening.Quick))
        {
            await other.UntilAsync(health => health.State is FeedState.Waiting); // a round trip later nothing more was asked
        }

        Assert.Equal(2, Volatile.Read(ref asked));
    }

    [Fact, Trait("Criterion", "FEED-023")]
    public async Task Nonsense_is_counted_and_borne_and_too_much_of_it_is_not()
    {
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, number) =>
            {
                foreach (var text in Nonsense)
                {
                    await fake.SayAsync(text);
                }

                await fake.SayAsync([0xC3, 0x28, 0xFF, 0x00]);
                await SayAsync(fake, 100);
                for (var i = 0; number == 1 && i < 100; i++)
                {
                    await fake.SayAsync("<html>");
                }

                await fake.StayAsync();
            }
        );
        await using var listening = Listen(venue);

        Assert.Equal(100.5m, (await listening.NextAsync()).Reference);
        Assert.Equal(100.5m, (await listening.NextAsync()).Reference);
        Assert.True(listening.Health.Nonsense > Nonsense.Length);
        Assert.Equal((1, 1), (listening.Health.Reconnects, listening.Health.Failures));
    }

    [Fact, Trait("Criterion", "FEED-023")]
    public async Task A_huge_message_ends_the_connection_and_is_not_kept()
    {
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, number) =>
            {
                if (number == 1)
                {
                    await fake.SayAsync(new byte[8 << 20]);
                }

                await SpeakAsync(fake, 100);
            }
        );
        await using var listening = Listen(venue, Listening.Quick with { MessageBytesMax = 64 << 10 });

        Assert.Equal(100.5m, (await listening.NextAsync()).Reference);
        Assert.Equal(1, listening.Health.Failures);
    }

    [Fact, Trait("Criterion", "FEED-023")]
    public async Task A_message_in_many_frames_is_one_message()
    {
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, _) =>
            {
                await fake.SayInPiecesAsync(Ticker(100, Now.Nanoseconds));
                await fake.StayAsync();
            }
        );
        await using var listening = Listen(venue);

        Assert.Equal(100.5m, (await listening.NextAsync()).Reference);
    }

    [Fact, Trait("Criterion", "FEED-021")]
    public async Task A_venue_that_throws_everybody_out_at_once_is_not_stormed()
    {
        await using var venue = await FakeVenue.TalkAsync((fake, _) => fake.CloseAsync("full"));
        var limits = Listening.Quick with { RetryFirst = TimeSpan.FromMilliseconds(20), RetryMax = TimeSpan.FromMinutes(10) };
        await using var listening = Listen(venue, limits);

        // Bounds double: after ten failures the mean wait is ten seconds, so the venue sees a handful of attempts and no more.
        var health = await listening.UntilAsync(health => health.Failures >= 4);

        Assert.Equal(FeedProblem.Closed, health.LastProblem);
        Assert.InRange(venue.Connections, 4, 12);
    }

    [Fact, Trait("Criterion", "FEED-024")]
    public async Task A_gap_is_mended_by_asking_anew_and_many_by_a_new_connection()
    {
        var heard = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, number) =>
            {
                heard.Enqueue(await fake.HearAsync());
                heard.Enqueue(await fake.HearAsync());
                await fake.SayAsync(Coinbase(0, 100));
                await fake.SayAsync(Coinbase(2, 101));
                heard.Enqueue(await fake.HearAsync());
                heard.Enqueue(await fake.HearAsync());
                for (var i = 4; number == 1 && i < 20; i += 2)
                {
                    await fake.SayAsync(Coinbase(i, 102));
                }

                await fake.StayAsync();
            }
        );
        var source = new FeedSource("coinbase", "coinbase", [new("BTC-USD")]) { Endpoints = [venue.WebSocket], Limits = Listening.Quick };
        await using var listening = new Listening(source, Clock);

        var health = await listening.UntilAsync(health => health.Reconnects == 1 && health.Gaps >= 5);

        Assert.Equal(1, health.Failures);
        Assert.Equal("""{"type":"unsubscribe","product_ids":["BTC-USD"],"channel":"ticker"}""", heard.ElementAt(2));
        Assert.Equal("""{"type":"subscribe","product_ids":["BTC-USD"],"channel":"ticker"}""", heard.ElementAt(3));
    }

    [Fact, Trait("Criterion", "FEED-010")]
    public async Task Quotes_that_are_old_from_the_future_or_out_of_order_stop_and_the_health_says_so()
    {
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, _) =>
            {
                await fake.SayAsync(Ticker(100, Now.Nanoseconds));
                await fake.SayAsync(Ticker(101, Now.Nanoseconds - 2_000_000_000)); // after a newer one
                await fake.SayAsync(Ticker(102, Now.Nanoseconds - 6_000_000_000)); // too old
                await fake.SayAsync(Ticker(103, Now.Nanoseconds + 5_000_000_000)); // from the future
                await fake.SayAsync(Ticker(104, Now.Nanoseconds + 1));
                await fake.StayAsync();
            }
        );
        await using var listening = Listen(venue, Listening.Quick with { AgeMax = Duration.FromSeconds(5) });

        Assert.Equal(100.5m, (await listening.NextAsync()).Reference);
        Assert.Equal(104.5m, (await listening.NextAsync()).Reference);
        Assert.Equal(
            [(QuoteRejection.FromTheFuture, 1L), (QuoteRejection.Old, 1L), (QuoteRejection.OutOfOrder, 1L)],
            listening.Health.Rejected.Select(reason => (reason.Key, reason.Value)).OrderBy(reason => reason.Key)
        );
    }

    [Fact, Trait("Criterion", "FEED-012")]
    public async Task A_venue_whose_clock_is_off_is_refused_and_its_skew_told()
    {
        await using var venue = await FakeVenue.TalkAsync((fake, _) => SpeakAsync(fake, 100, Now.Nanoseconds + 7_000_000_000));
        await using var listening = Listen(venue);

        var health = await listening.UntilAsync(health => health.Rejected.Count > 0);

        Assert.Equal((FeedState.Refusing, QuoteRejection.FromTheFuture), (health.State, health.LastRejection));
        Assert.Equal(-7_000_000_000, health.Skew!.Value.Nanoseconds);
        Assert.Equal(0, listening.Left);
        Assert.Contains("NTP", FeedAdvice.Of(health.LastRejection), StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "FEED-013")]
    public async Task A_source_that_lies_is_silenced_while_the_others_go_on()
    {
        var watch = new PriceWatch(0.03m, Duration.FromMinutes(1));
        await using var honest = await FakeVenue.TalkAsync((fake, _) => SpeakAsync(fake, 100));
        await using var liar = await FakeVenue.TalkAsync((fake, _) => SpeakAsync(fake, 200));
        await using var first = Listen(honest, name: "first", watch: watch);
        await using var second = Listen(honest, name: "second", watch: watch);
        await first.NextAsync();
        await second.NextAsync();
        await using var third = Listen(liar, name: "third", watch: watch);

        var health = await third.UntilAsync(health => health.Rejected.ContainsKey(QuoteRejection.Deviating));

        Assert.Equal((FeedState.Refusing, 0, 0L), (health.State, third.Left, health.Quotes));
        Assert.Equal((FeedState.Live, FeedState.Live), (first.Health.State, second.Health.State));
    }

    [Fact, Trait("Criterion", "FEED-014")]
    public async Task A_source_that_dies_is_not_live_any_more()
    {
        var clock = new ShiftedClock(Now);
        await using var venue = await FakeVenue.TalkAsync((fake, _) => SpeakAsync(fake, 100));
        await using var listening = new Listening(
            Source(venue.WebSocket, Listening.Quick with { AgeMax = Duration.FromSeconds(5) }),
            clock
        );
        await listening.NextAsync();
        Assert.Equal(FeedState.Live, listening.Health.State);

        clock.Move(Duration.FromSeconds(6));

        Assert.Equal((FeedState.Quiet, 6_000_000_000), (listening.Health.State, listening.Health.Age!.Value.Nanoseconds));
    }

    [Fact, Trait("Criterion", "FEED-022")]
    public async Task Messages_without_a_quote_do_not_keep_a_connection_for_ever()
    {
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, number) =>
            {
                while (number == 1)
                {
                    await fake.SayAsync("""{"channel":"heartbeat"}""");
                    await fake.HearAsync(); // paced by the client's pings
                }

                await SpeakAsync(fake, 100);
            }
        );
        var limits = Listening.Quick with { NoQuoteMax = TimeSpan.FromMilliseconds(150), PingEvery = TimeSpan.FromMilliseconds(10) };
        await using var listening = Listen(venue, limits);

        Assert.Equal(100.5m, (await listening.NextAsync()).Reference);
    }

    [Fact, Trait("Criterion", "FEED-020")]
    public async Task After_a_failure_the_next_endpoint_is_tried()
    {
        await using var venue = await FakeVenue.TalkAsync((fake, _) => SpeakAsync(fake, 100));
        var source = Source(venue.WebSocket) with { Endpoints = [new($"ws://127.0.0.1:{FreePort()}"), venue.WebSocket] };
        await using var listening = new Listening(source, Clock);

        Assert.Equal(100.5m, (await listening.NextAsync()).Reference);
        Assert.Equal(1, listening.Health.Failures);
    }

    [Fact, Trait("Criterion", "FEED-022")]
    public async Task A_peer_that_takes_nothing_any_more_is_given_up()
    {
        // The venue shakes hands and never reads again: what is sent fills the buffers on the way, and then nobody can send.
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, number) =>
            {
                if (number > 1)
                {
                    await SpeakAsync(fake, 100);
                }

                await Task.Delay(Timeout.Infinite, fake.Gone);
            }
        );
        var limits = Listening.Quick with { SilenceMax = TimeSpan.FromMilliseconds(200), PingEvery = TimeSpan.FromMilliseconds(10) };
        await using var listening = Listen(venue, limits);

        Assert.Equal(100.5m, (await listening.NextAsync()).Reference);
    }

    [Fact, Trait("Criterion", "FEED-050")]
    public async Task What_the_venue_said_to_a_refused_market_is_kept_beside_quotes_of_others()
    {
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, _) =>
            {
                await fake.SayAsync("""{"error":"Currency pair not supported ABC/USD","method":"subscribe","success":false}""");
                await SpeakAsync(fake, 100);
            }
        );
        await using var listening = Listen(venue);

        await listening.NextAsync();

        Assert.Equal("Currency pair not supported ABC/USD", listening.Health.Refusal);
    }

    [Fact, Trait("Criterion", "FEED-003")]
    public async Task The_venues_own_ping_goes_out_in_time()
    {
        var heard = new TaskCompletionSource<string>();
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, _) =>
            {
                await fake.HearAsync();
                heard.TrySetResult(await fake.HearAsync());
                await fake.StayAsync();
            }
        );
        await using var listening = Listen(venue, Listening.Quick with { PingEvery = TimeSpan.FromMilliseconds(20) });

        Assert.Equal("""{"method":"ping"}""", await heard.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static readonly string[] Nonsense =
    [
        "",
        "{",
        "[]",
        "null",
        """{"channel":"ticker","data":{}}""",
        """{"channel":"ticker","data":[{"symbol":"BTC/USD","bid":"1e999999"}]}""",
        """{"channel":"ticker","data":[{"symbol":"BTC/USD","bid":1.00000000000000000000000000000001}]}""",
        """{"channel":"ticker","data":[{"symbol":"BTC/USD","bid":1,"ask":2,"timestamp":"yesterday"}]}""",
        new('[', 1_000),
    ];

    private static string Ticker(decimal bid, long nanoseconds) =>
        $$"""{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":{{bid}},"ask":{{bid + 1}},"last":{{bid}},"timestamp":"{{DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100):yyyy-MM-ddTHH:mm:ss.ffffff}}{{nanoseconds % 1000:000}}Z"}]}""";

    private static string Coinbase(int number, int price) =>
        $$"""{"channel":"ticker","client_id":"","timestamp":"2026-07-10T00:00:02.0000000{{number:00}}Z","sequence_num":{{number}},"events":[{"type":"update","tickers":[{"type":"ticker","product_id":"BTC-USD","price":"{{price}}","best_bid":"{{price}}","best_ask":"{{price}}"}]}]}""";

    private static Task SayAsync(FakeTalk fake, decimal bid) => fake.SayAsync(Ticker(bid, Now.Nanoseconds));

    private static async Task SpeakAsync(FakeTalk fake, decimal bid, long? nanoseconds = null)
    {
        await fake.SayAsync(Ticker(bid, nanoseconds ?? Now.Nanoseconds));
        await fake.StayAsync();
    }

    private static FeedSource Source(Uri endpoint, FeedLimits? limits = null, string name = "kraken") =>
        new(name, "kraken", [new("BTC/USD", Group: "BTC-USD")]) { Endpoints = [endpoint], Limits = limits ?? Listening.Quick };

    private static Listening Listen(FakeVenue venue, FeedLimits? limits = null, string name = "kraken", PriceWatch? watch = null) =>
        new(Source(venue.WebSocket, limits, name), Clock, watch);

    private static Listening Listen(Uri endpoint, FeedLimits? limits = null) => new(Source(endpoint, limits), Clock);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
