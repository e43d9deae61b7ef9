using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Feeds.Tests.Venues;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Tests.Protocols;

/// <summary>Chainlink aggregators asked over HTTP at several providers, of which some fail, sleep or lie.</summary>
/// <remarks>
/// Shapes: ethereum.org, JSON-RPC API (eth_call, eth_getBlockByNumber, error objects); docs.chain.link, AggregatorV3Interface: five words of 32 bytes,
/// eight decimals for prices in dollars, rounds of a proxy with the phase in the upper bits.
/// </remarks>
public sealed class ChainlinkTests
{
    private const string Address = "0xF4030086522a5bEEa4988F8cA5B36dbC97BeE88c";
    private static readonly Timestamp Now = Timestamp.FromMilliseconds(1_783_641_602_000);

    [Fact, Trait("Criterion", "FEED-001"), Trait("Criterion", "FEED-030")]
    public async Task What_more_than_half_tell_is_a_price()
    {
        await using var one = await ProviderAsync(_ => Batch(7, 6_163_260_000_000));
        await using var two = await ProviderAsync(_ => Batch(7, 6_163_260_000_000));
        await using var dead = await ProviderAsync(_ => null);
        await using var listening = Listen(one, two, dead);

        var quote = await listening.NextAsync();

        Assert.Equal((61_632.6m, "BTC/USD"), (quote.Reference, quote.Symbol));
        Assert.Equal(Now.Nanoseconds - 100_000_000_000, quote.VenueTime.Nanoseconds);
        Assert.Equal((5L << 48) | 7, quote.Sequence);
    }

    [Fact, Trait("Criterion", "FEED-030")]
    public async Task A_provider_that_lies_is_outvoted_and_told_of()
    {
        await using var one = await ProviderAsync(_ => Batch(7, 100_00000000));
        await using var two = await ProviderAsync(_ => Batch(7, 100_00000000));
        await using var liar = await ProviderAsync(_ => Batch(7, 200_00000000));
        await using var listening = Listen(one, two, liar);

        Assert.Equal(100m, (await listening.NextAsync()).Reference);
        Assert.All(await TakeAsync(listening, 5), quote => Assert.Equal(100m, quote.Reference));
    }

    [Fact, Trait("Criterion", "FEED-030")]
    public async Task Two_of_three_that_disagree_give_no_price()
    {
        await using var one = await ProviderAsync(_ => Batch(7, 100_00000000));
        await using var two = await ProviderAsync(_ => Batch(7, 200_00000000));
        await using var dead = await ProviderAsync(_ => null);
        await using var listening = Listen(one, two, dead);

        var health = await listening.UntilAsync(health => health.Messages > 3);

        Assert.Equal((0L, FeedState.Connected), (health.Quotes, health.State));
        Assert.Contains("more than half", health.Detail, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "FEED-030")]
    public async Task A_provider_that_is_a_round_behind_waits_for_the_others()
    {
        var asked = 0;
        await using var one = await ProviderAsync(_ => Batch(8, 101_00000000));
        await using var slow = await ProviderAsync(_ =>
            Interlocked.Increment(ref asked) < 4 ? Batch(7, 100_00000000) : Batch(8, 101_00000000)
        );
        await using var dead = await ProviderAsync(_ => null);
        await using var listening = Listen(one, slow, dead);

        Assert.Equal(101m, (await listening.NextAsync()).Reference);
    }

    [Fact, Trait("Criterion", "FEED-031")]
    public async Task A_provider_that_sleeps_on_an_old_block_does_not_count()
    {
        await using var one = await ProviderAsync(_ => Batch(7, 100_00000000, blockAge: 600));
        await using var two = await ProviderAsync(_ => Batch(7, 100_00000000));
        await using var dead = await ProviderAsync(_ => null);
        await using var listening = Listen(one, two, dead);

        var health = await listening.UntilAsync(health => health.Messages > 3);

        Assert.Equal(0, health.Quotes);
    }

    [Fact, Trait("Criterion", "FEED-030")]
    public async Task A_round_older_than_the_heartbeat_is_refused()
    {
        await using var one = await ProviderAsync(_ => Batch(7, 100_00000000, roundAge: 4_300));
        await using var listening = Listen(one);

        await listening.UntilAsync(health => health.Rejected.ContainsKey(QuoteRejection.Old));
    }

    [Theory, Trait("Criterion", "FEED-032")]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(200)]
    public async Task A_provider_that_fails_is_left_alone_while_the_others_go_on(int status)
    {
        var asked = 0;
        await using var failing = await FakeVenue.ServeAsync(context =>
        {
            Interlocked.Increment(ref asked);
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "3600";
            return context.Response.WriteAsync("<html>Too many requests</html>");
        });
        await using var one = await ProviderAsync(_ => Batch(7, 100_00000000));
        await using var two = await ProviderAsync(_ => Batch(7, 100_00000000));
        await using var listening = Listen(failing, one, two);

        Assert.All(await TakeAsync(listening, 5), quote => Assert.Equal(100m, quote.Reference));

        // What is no JSON is an answer all the same; what failed asked for an hour.
        Assert.Equal(status != 200, Volatile.Read(ref asked) == 1);
    }

    [Fact, Trait("Criterion", "FEED-032")]
    public async Task All_providers_failing_is_a_connection_that_failed()
    {
        await using var one = await ProviderAsync(_ => null);
        await using var two = await ProviderAsync(_ => null);
        await using var listening = Listen(one, two);

        var health = await listening.UntilAsync(health => health.Failures > 2);

        Assert.Equal((FeedProblem.HttpStatus, "HTTP 503"), (health.LastProblem, health.Detail));
    }

    [Fact, Trait("Criterion", "FEED-023")]
    public async Task Answers_that_are_not_what_they_must_be_give_no_price()
    {
        string[] answers =
        [
            "{}",
            "[]",
            "[{}]",
            "[{\"id\":0,\"result\":7}]",
            """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch not allowed"}}""",
            Batch(7, 1).Replace("0x", "0y", StringComparison.Ordinal),
            Batch(7, 1).Replace("result", "error", StringComparison.Ordinal),
            new('[', 2_000),
        ];
        var next = 0;
        await using var one = await ProviderAsync(_ => answers[Interlocked.Increment(ref next) % answers.Length]);
        await using var listening = Listen(one);

        var health = await listening.UntilAsync(health => health.Messages > 8);

        Assert.Equal(0, health.Quotes);
        Assert.True(health.Nonsense > 0);
    }

    [Theory, Trait("Criterion", "FEED-030")]
    [InlineData(1, "Bearer a secret")]
    [InlineData(2, "")]
    public async Task A_key_goes_to_one_provider_or_to_none(int providers, string expected)
    {
        var sent = new TaskCompletionSource<string>();
        await using var one = await FakeVenue.ServeAsync(context =>
        {
            sent.TrySetResult(context.Request.Headers.Authorization.ToString());
            return context.Response.WriteAsync(Batch(7, 1));
        });
        var source = new FeedSource("chainlink", "chainlink", [new(Address)])
        {
            Endpoints = [.. Enumerable.Repeat(one.Http, providers)],
            AccessToken = "a secret",
        };
        await using var listening = new Listening(source, new ShiftedClock(Now));

        Assert.Equal(expected, await sent.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact, Trait("Criterion", "FEED-001")]
    public async Task Asks_for_the_latest_block_the_round_and_its_decimals()
    {
        var asked = new TaskCompletionSource<string>();
        await using var one = await ProviderAsync(question =>
        {
            asked.TrySetResult(question);
            return Batch(7, 1);
        });
        await using var listening = Listen(one);

        var calls = JsonNode.Parse(await asked.Task.WaitAsync(TimeSpan.FromSeconds(20)))!.AsArray();

        Assert.Equal(["eth_getBlockByNumber", "eth_call", "eth_call"], calls.Select(call => (string?)call!["method"]));
        Assert.Equal(("0xfeaf968c", Address), ((string?)calls[1]!["params"]![0]!["data"], (string?)calls[1]!["params"]![0]!["to"]));
        Assert.Equal("0x313ce567", (string?)calls[2]!["params"]![0]!["data"]);
    }

    private static async Task<List<FeedQuote>> TakeAsync(Listening listening, int count)
    {
        var quotes = new List<FeedQuote>();
        while (quotes.Count < count)
        {
            quotes.Add(await listening.NextAsync());
        }

        return quotes;
    }

    private static Listening Listen(params FakeVenue[] providers) =>
        new(
            new("chainlink", "chainlink", [new(Address, Label: "BTC/USD")])
            {
                Endpoints = [.. providers.Select(provider => provider.Http)],
                Limits = VenueCatalog.Find("chainlink")!.Limits with
                {
                    PollEvery = TimeSpan.FromMilliseconds(5),
                    RetryFirst = TimeSpan.FromMilliseconds(1),
                    RetryMax = TimeSpan.FromMilliseconds(4),
                    NonsenseMax = 1_000,
                },
            },
            new ShiftedClock(Now)
        );

    private static Task<FakeVenue> ProviderAsync(Func<string, string?> answer) =>
        FakeVenue.ServeAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var body = answer(await reader.ReadToEndAsync());
            context.Response.StatusCode = body is null ? 503 : 200;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body ?? "");
        });

    private static string Batch(long round, long answer, int blockAge = 10, int roundAge = 100)
    {
        var now = Now.Nanoseconds / 1_000_000_000;
        var words =
            Word(((UInt128)5 << 64) | (UInt128)round)
            + Word((UInt128)answer)
            + Word((UInt128)(now - roundAge))
            + Word((UInt128)(now - roundAge))
            + Word(((UInt128)5 << 64) | (UInt128)round);
        return $$"""[{"jsonrpc":"2.0","id":2,"result":"0x{{Word(8)}}"},{"jsonrpc":"2.0","id":0,"result":{"number":"0x13a5b2c","timestamp":"0x{{now - blockAge:x}}" } },{"jsonrpc":"2.0","id":1,"result":"0x{{words}}"}]""";
    }

    private static string Word(UInt128 value) => value.ToString("x64");
}
