using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Plimsoll.Client.Tests.Worlds;

namespace Plimsoll.Client.Tests.Http;

/// <summary>Over REST: what is sent again, and what the caller is told about a request that may have had its effect.</summary>
public sealed class RestDeliveryTests
{
    private const int Cut = 0;
    private const int Taken = 1;
    private const string Outcome = """{"sequence":1,"time":"2026-01-31T08:00:00Z","id":null,"is_repeat":false}""";

    [Theory, Trait("Criterion", "CLIENT-012")]
    [InlineData(901)]
    [InlineData(902)]
    [InlineData(903)]
    [InlineData(904)]
    [InlineData(905)]
    public async Task What_the_host_does_not_take_is_sent_again_under_the_same_key(int code)
    {
        await using var world = await World.StartAsync(code, code, Taken);

        Assert.Equal(1, (await world.Client.Orders.PlaceAsync(TestVenue.Order("a"))).Sequence);

        Assert.Equal(3, world.Keys.Count);
        Assert.NotEmpty(Assert.Single(world.Keys.Distinct(StringComparer.Ordinal)));
    }

    [Theory, Trait("Criterion", "CLIENT-014")]
    [InlineData(901, "busy")]
    [InlineData(902, "journal_unavailable")]
    [InlineData(904, "halted")]
    [InlineData(905, "stopping")]
    public async Task When_every_attempt_is_refused_nothing_happened(int code, string name)
    {
        await using var world = await World.StartAsync(code);

        Assert.Equal(name, (await Assert.ThrowsAsync<PlimsollException>(() => world.Client.Orders.PlaceAsync(TestVenue.Order("a")))).Name);

        Assert.Equal(4, world.Keys.Count);
    }

    [Theory, Trait("Criterion", "CLIENT-014")]
    [InlineData(4, 903)]
    [InlineData(4, 5001)]
    [InlineData(4, Cut, 901)]
    [InlineData(4, Cut, 902)]
    [InlineData(4, Cut, 3003)]
    [InlineData(4, Cut, 3000)]
    [InlineData(4, 903, 904)]
    [InlineData(4, 901, 903, 901)]
    [InlineData(2, Cut, 2002)]
    [InlineData(2, 903, 2002)]
    [InlineData(1, 5000)]
    [InlineData(2, 901, 5000)]
    public async Task What_may_have_happened_once_is_told_so_whatever_comes_after(int attempts, params int[] answers)
    {
        await using var world = await World.StartAsync(answers);

        var told = await Assert.ThrowsAsync<PlimsollConnectionException>(() => world.Client.Orders.PlaceAsync(TestVenue.Order("a")));

        Assert.True(told.MayHaveHappened);
        Assert.Equal(attempts, world.Keys.Count);
        Assert.Single(world.Keys.Distinct(StringComparer.Ordinal));
    }

    [Fact, Trait("Criterion", "CLIENT-014")]
    public async Task A_refusal_that_comes_from_a_record_is_the_end_of_it_and_a_question_has_no_effect()
    {
        await using var recorded = await World.StartAsync(Cut, -2002);
        await using var question = await World.StartAsync(Cut, 2002);

        var refused = await Assert.ThrowsAsync<PlimsollException>(() => recorded.Client.Orders.PlaceAsync(TestVenue.Order("a")));
        await Assert.ThrowsAsync<PlimsollException>(() => question.Client.Orders.CheckAsync(TestVenue.Order("a")));

        Assert.Equal(7, refused.Sequence);
    }

    [Fact, Trait("Criterion", "CLIENT-014")]
    public async Task A_failure_of_the_server_leaves_a_question_a_refusal()
    {
        await using var world = await World.StartAsync(5000);

        var refused = await Assert.ThrowsAsync<PlimsollException>(() => world.Client.Orders.CheckAsync(TestVenue.Order("a")));

        Assert.Equal("internal", refused.Name);
    }

    [Fact, Trait("Criterion", "CLIENT-016")]
    public async Task Without_a_connection_nothing_was_sent_and_anything_is_sent_again()
    {
        await using var world = await World.StartAsync(Taken);
        using var refusing = new RefusingHandler(times: 2);
        using var http = new HttpClient(refusing) { BaseAddress = world.Address };
        var client = new PlimsollHttpClient(http, Worlds.Keys.Some, new() { Clock = new HastyClock() });

        var placed = await client.Orders.PlaceAsync(TestVenue.Order("a"));

        Assert.Equal((1, 1, 3), (placed.Sequence, world.Keys.Count, refusing.Asked));
    }

    [Fact, Trait("Criterion", "CLIENT-016")]
    public async Task A_server_that_is_not_there_is_told_as_what_did_not_happen()
    {
        var world = await World.StartAsync(Taken);
        var client = world.Client;
        await world.DisposeAsync();

        var order = await Assert.ThrowsAsync<PlimsollConnectionException>(() => client.Orders.PlaceAsync(TestVenue.Order("a")));
        var once = await Assert.ThrowsAsync<PlimsollConnectionException>(() => client.Demo.ControlAsync(new()));

        Assert.False(order.MayHaveHappened);
        Assert.False(once.MayHaveHappened);
        Assert.Contains("Attempts: 4", once.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "CLIENT-014")]
    public async Task In_a_batch_a_refusal_after_a_cut_says_that_nobody_knows()
    {
        var asked = 0;
        await using var server = await FakeServer.StartAsync(async context =>
        {
            if (++asked == 1)
            {
                context.Abort();
                return;
            }

            string[] results =
            [
                Result("accounts.open", HostRefusals.Body(901)),
                Result("accounts.open", HostRefusals.Body(2002, 7)),
                Result("accounts.margin", HostRefusals.Body(901)),
                Result("accounts.open", HostRefusals.Body(5000)),
            ];
            await context.Response.WriteAsync($$"""{"results":[{{string.Join(',', results)}}]}""");
        });
        var client = new PlimsollHttpClient(new() { BaseAddress = server.Address }, Worlds.Keys.Some, new() { Clock = new HastyClock() });

        var cut = await client.Batch.RunAsync(new() { Operations = [] });
        var whole = await client.Batch.RunAsync(new() { Operations = [] });

        Assert.Equal([903, 2002, 901, 903], cut.Results.Select(Code));
        Assert.Equal([901, 2002, 901, 903], whole.Results.Select(Code));
        Assert.Equal(503, cut.Results[3].Status);

        static string Result(string operation, string problem) =>
            $$"""{"operation":"{{operation}}","status":503,"answer":null,"problem":{{problem}}}""";
        static int Code(BatchResult each) => each.Problem!.Value.GetProperty("code").GetInt32();
    }

    [Fact, Trait("Criterion", "CLIENT-013")]
    public async Task Nothing_that_may_change_something_is_downloaded()
    {
        await using var world = await World.StartAsync(Taken);

        await Assert.ThrowsAsync<ArgumentException>(() => world.Client.DownloadAsync(ApiOperations.OrdersPlace, TestVenue.Order("a")));

        Assert.Empty(world.Keys);
    }

    [Fact, Trait("Criterion", "CLIENT-015")]
    public async Task What_may_have_happened_is_not_sent_again_after_the_time_stated()
    {
        await using var lost = await World.StartAsync(Cut);
        await using var busy = await World.StartAsync(901);
        var options = new PlimsollHttpOptions { Attempts = 100, Backoff = new(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4)) };

        var told = await Assert.ThrowsAsync<PlimsollConnectionException>(() => lost.With(options).Orders.PlaceAsync(TestVenue.Order("a")));
        await Assert.ThrowsAsync<PlimsollException>(() => busy.With(options).Orders.PlaceAsync(TestVenue.Order("a")));

        Assert.True(told.MayHaveHappened);
        Assert.InRange(lost.Keys.Count, 15, 30);
        Assert.Equal(100, busy.Keys.Count);
    }

    [Theory, Trait("Criterion", "CLIENT-015")]
    [InlineData(-1)]
    [InlineData(3601)]
    public void The_time_stated_has_bounds(int seconds)
    {
        var wrong = TimeSpan.FromSeconds(seconds);

        Assert.Throws<ArgumentOutOfRangeException>(() => new PlimsollHttpOptions { ResendWithin = wrong });
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new PlimsollSocketOptions
            {
                Address = new("http://localhost/"),
                Key = Worlds.Keys.Some,
                ResendWithin = wrong,
            }
        );
        Assert.Equal(TimeSpan.FromMinutes(1), new PlimsollHttpOptions().ResendWithin);
    }

    [Fact, Trait("Criterion", "CLIENT-012")]
    public async Task A_server_whose_queue_is_full_takes_each_once_in_the_end()
    {
        await using var venue = await TestVenue.StartAsync(new TestVenue { Limits = limits => limits with { Queue = 1 } });
        using var counting = new CountingHandler();
        using var http = new HttpClient(counting) { BaseAddress = venue.Address };
        var options = new PlimsollHttpOptions { Attempts = 10_000, Clock = new HastyClock() };
        var client = new PlimsollHttpClient(http, PlimsollKey.Bearer(venue.AdminKey), options);
        var deposit = new CollateralDepositRequest
        {
            Account = "alice",
            Asset = "USD",
            Amount = 1,
        };
        List<long> sequences = [];

        while (counting.Busy == 0)
        {
            var round = Enumerable.Range(0, 64).Select(_ => Task.Run(() => client.Collateral.DepositAsync(deposit, null, TestVenue.Soon)));
            sequences.AddRange((await Task.WhenAll(round).WaitAsync(TestVenue.Patience)).Select(each => each.Sequence));
        }

        Assert.Equal(sequences.Count, sequences.Distinct().Count());
        var balance = Assert.Single((await venue.Admin.Accounts.BalancesAsync("alice")).Items);
        Assert.Equal((ExactDecimal)(100_000 + sequences.Count), balance.Balance);
    }

    /// <summary>Counts answers that say that the queue is full.</summary>
    private sealed class CountingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _busy;

        public int Busy => Volatile.Read(ref _busy);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
        {
            var response = await base.SendAsync(request, cancellation);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                await response.Content.LoadIntoBufferAsync(cancellation);
                if ((await response.Content.ReadAsStringAsync(cancellation)).Contains("\"code\":901,", StringComparison.Ordinal))
                    Interlocked.Increment(ref _busy);
            }

            return response;
        }
    }

    /// <summary>Finds nobody at the address for some attempts.</summary>
    private sealed class RefusingHandler(int times) : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) =>
            ++Asked <= times
                ? throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.")
                : base.SendAsync(request, cancellation);
    }

    /// <summary>A server that answers each attempt as told, the last one again and again, and a client that is in a hurry.</summary>
    private sealed class World : IAsyncDisposable
    {
        private FakeServer _server = null!;

        public List<string> Keys { get; } = [];

        public Uri Address => _server.Address;

        public PlimsollHttpClient Client => With(new() { Clock = new HastyClock() });

        public static async Task<World> StartAsync(params int[] answers)
        {
            var world = new World();
            world._server = await FakeServer.StartAsync(context => world.AnswerAsync(context, answers));
            return world;
        }

        public PlimsollHttpClient With(PlimsollHttpOptions options) =>
            new(new HttpClient { BaseAddress = _server.Address }, Worlds.Keys.Some, options with { Clock = new HastyClock() });

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        /// <summary>A code; below zero one from a record.</summary>
        private async Task AnswerAsync(HttpContext context, int[] answers)
        {
            Keys.Add((string?)context.Request.Headers["Idempotency-Key"] ?? "");
            var answer = answers[Math.Min(Keys.Count, answers.Length) - 1];
            if (answer == Cut)
            {
                context.Abort();
                return;
            }

            if (answer == Taken)
            {
                await context.Response.WriteAsync(Outcome);
                return;
            }

            var code = Math.Abs(answer);
            context.Response.StatusCode = HostRefusals.Of(code).Status;
            context.Response.ContentType = "application/problem+json";
            if (code is >= 901 and <= 903)
                context.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);

            await context.Response.WriteAsync(HostRefusals.Body(code, answer < 0 ? 7 : null));
        }
    }
}
