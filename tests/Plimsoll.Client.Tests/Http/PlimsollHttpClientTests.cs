using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Plimsoll.Client.Tests.Worlds;

namespace Plimsoll.Client.Tests.Http;

/// <summary>Over REST, against a real server and against what may lie between.</summary>
public sealed class PlimsollHttpClientTests
{
    private const string Outcome = """{"sequence":1,"time":"2026-01-31T08:00:00Z","id":null,"is_repeat":false}""";

    [Fact, Trait("Criterion", "CLIENT-010")]
    public async Task A_signing_key_signs_and_is_not_sent()
    {
        await using var venue = await TestVenue.StartAsync();
        var key = await venue.MakeKeyAsync(KeyRole.Trader, signs: true, "alice");
        using var http = new HttpClient { BaseAddress = venue.Address };
        var client = new PlimsollHttpClient(http, PlimsollKey.Signing(key.Secret));

        var check = await client.Orders.CheckAsync(TestVenue.Order("a"));
        var placed = await client.Orders.PlaceAsync(TestVenue.Order("a"));
        var page = await client.History.StatementAsync(
            new()
            {
                Account = "alice",
                Types = ["money_posted"],
                Limit = 1,
            }
        );
        var index = await client.Indices.GetAsync("BTC/USD");

        Assert.True(check.Accepted);
        Assert.Equal("1", placed.Id);
        Assert.Single(page.Items);
        Assert.Equal("BTC/USD", index.Rules.Index);
        Assert.DoesNotContain(key.Secret[^64..], PlimsollKey.Signing(key.Secret).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key.Secret[^64..], key.ToString(), StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "CLIENT-010")]
    public void What_has_not_the_form_of_a_key_is_refused_at_once()
    {
        var fault = Assert.Throws<ArgumentException>(() => PlimsollKey.Bearer("plim_hunter2"));

        Assert.DoesNotContain("hunter2", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "CLIENT-011")]
    public async Task A_refusal_has_code_name_field_and_advice()
    {
        await using var venue = await TestVenue.StartAsync();

        var refused = await Assert.ThrowsAsync<PlimsollException>(() =>
            venue.Engine.Orders.PlaceAsync(TestVenue.Order("a", amount: 100_000))
        );
        var unknown = await Assert.ThrowsAsync<PlimsollException>(() => venue.Engine.Orders.PlaceAsync(TestVenue.Order("a", "carol")));

        Assert.Equal((505, "insufficient_margin", "orders.place"), (refused.Code, refused.Name, refused.Operation));
        Assert.NotNull(refused.Sequence);
        Assert.NotEmpty(refused.Advice);
        Assert.Equal("account", unknown.Field);
    }

    [Fact, Trait("Criterion", "CLIENT-012")]
    public async Task A_command_whose_answers_are_lost_has_its_effect_once()
    {
        await using var venue = await TestVenue.StartAsync();
        var client = venue.Rest(venue.EngineKey);
        venue.Proxy.LosesAnswers = true;

        var placing = client.Orders.PlaceAsync(TestVenue.Order("mine"), cancellation: TestVenue.Soon);
        var seen = venue.Proxy.Accepted;
        while ((await venue.Admin.Accounts.OrdersAsync("alice")).Items.Count == 0)
        {
            Assert.False(placing.IsCompleted);
        }

        venue.Proxy.LosesAnswers = false;
        venue.Proxy.Cut();
        var placed = await placing;

        Assert.True(placed.IsRepeat);
        Assert.True(venue.Proxy.Accepted > seen);
        Assert.Single((await venue.Admin.Accounts.OrdersAsync("alice")).Items);
    }

    [Fact, Trait("Criterion", "CLIENT-012")]
    public async Task What_is_put_off_is_asked_again_under_the_same_key_after_the_time_named()
    {
        List<string> keys = [];
        await using var server = await FakeServer.StartAsync(context =>
        {
            keys.Add((string?)context.Request.Headers["Idempotency-Key"] ?? "");
            if (keys.Count == 3)
                return context.Response.WriteAsync(Outcome);

            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "0";
            return context.Response.WriteAsync(Problem(3003, "busy", 503));
        });
        var client = Client(server, new() { Backoff = new(TimeSpan.FromHours(1), TimeSpan.FromHours(1)) });

        await client.Orders.PlaceAsync(TestVenue.Order("a"), cancellation: TestVenue.Soon);

        Assert.Equal(3, keys.Count);
        Assert.Single(keys.Distinct(StringComparer.Ordinal));
        Assert.NotEmpty(keys[0]);
    }

    [Theory, Trait("Criterion", "CLIENT-012")]
    [InlineData(429, 3000, "too_many_requests", "0", 4)]
    [InlineData(429, 3000, "too_many_requests", "31", 1)]
    [InlineData(429, 3001, "too_many_failures", "0", 1)]
    [InlineData(503, 3004, "signed_before_start", "0", 4)]
    [InlineData(422, 505, "insufficient_margin", null, 1)]
    public async Task Only_what_may_pass_is_asked_again_and_not_for_ever(int status, int code, string name, string? wait, int attempts)
    {
        var asked = 0;
        await using var server = await FakeServer.StartAsync(context =>
        {
            asked++;
            context.Response.StatusCode = status;
            if (wait is not null)
                context.Response.Headers.RetryAfter = wait;

            return context.Response.WriteAsync(Problem(code, name, status));
        });

        var refused = await Assert.ThrowsAsync<PlimsollException>(() => Client(server).Orders.PlaceAsync(TestVenue.Order("a")));

        Assert.Equal((name, attempts), (refused.Name, asked));
    }

    [Fact, Trait("Criterion", "CLIENT-012")]
    public async Task What_must_not_be_sent_twice_is_not_and_batches_give_each_operation_a_key()
    {
        var asked = 0;
        var body = "";
        await using var server = await FakeServer.StartAsync(async context =>
        {
            asked++;
            using var reader = new StreamReader(context.Request.Body);
            body = await reader.ReadToEndAsync(context.RequestAborted);
            context.Abort();
        });
        var client = Client(server);

        var demo = await Assert.ThrowsAsync<PlimsollConnectionException>(() => client.Demo.ControlAsync(new()));
        var once = asked;
        await Assert.ThrowsAsync<PlimsollConnectionException>(() =>
            client.Batch.RunAsync(new() { Operations = [new() { Operation = "accounts.open" }] })
        );

        Assert.True(demo.MayHaveHappened);
        Assert.Equal((1, 4), (once, asked - once));
        Assert.Contains("idempotency_key", body, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "CLIENT-011")]
    public async Task What_a_proxy_answers_is_told_as_such()
    {
        await using var server = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync("<html>no</html>");
        });

        var refused = await Assert.ThrowsAsync<PlimsollException>(() => Client(server).Server.TimeAsync());

        Assert.Equal((0, "http_403"), (refused.Code, refused.Name));
    }

    [Fact, Trait("Criterion", "CLIENT-013")]
    public async Task Pages_joined_are_the_whole()
    {
        await using var venue = await TestVenue.StartAsync();
        for (var i = 0; i < 7; i++)
        {
            await venue.Admin.Accounts.OpenAsync(new() { Name = string.Create(CultureInfo.InvariantCulture, $"name-{i}") });
        }

        List<string> names = [];
        await foreach (var account in venue.Admin.Accounts.ListAllAsync(new() { Limit = 2 }))
        {
            names.Add(account.Account);
        }

        var rows = 0;
        await foreach (var row in venue.Admin.Audit.ListAllAsync(new() { Limit = 3 }))
        {
            Assert.True(row.Sequence > 0);
            rows++;
        }

        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
        Assert.True(names.Count >= 9, $"{names.Count}");
        Assert.True(rows >= 9, $"{rows}");
    }

    [Fact, Trait("Criterion", "CLIENT-013")]
    public async Task A_history_comes_as_csv_too()
    {
        await using var venue = await TestVenue.StartAsync();

        await using var stream = await venue.Admin.DownloadAsync(
            ApiOperations.HistoryStatement,
            new() { Account = "alice", Format = HistoryFormat.Csv },
            TestVenue.Soon
        );
        using var reader = new StreamReader(stream);

        Assert.Contains("100000", await reader.ReadToEndAsync(TestVenue.Soon), StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "CLIENT-012")]
    public async Task A_caller_ends_the_wait_when_it_likes()
    {
        await using var server = await FakeServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var soon = new CancellationTokenSource();

        var asking = Client(server).Server.TimeAsync(soon.Token);
        await soon.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static PlimsollHttpClient Client(FakeServer server, PlimsollHttpOptions? options = null) =>
        new(
            new HttpClient { BaseAddress = server.Address },
            Keys.Some,
            options ?? new() { Backoff = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2)) }
        );

    private static string Problem(int code, string name, int status) =>
        JsonSerializer.Serialize(
            new
            {
                type = "urn:plimsoll:problem:" + name,
                title = "T",
                status,
                code,
                name,
                advice = "A",
                traceId = "1",
            }
        );
}
