using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Hosting;

namespace Plimsoll.Server.Tests.Api;

/// <summary>What is answered where a part of a request, or of the venue, fails.</summary>
public sealed class BrokenPartsTests
{
    private const string Mark = """{"price":"101","until":"2150-01-01T00:00:00Z"}""";

    [Fact, Trait("Criterion", "API-040")]
    public async Task What_fails_in_a_batch_takes_no_answer_from_what_came_before_it()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();

        var batch = await world.Ok(
            HttpMethod.Post,
            "batch",
            """
            {"operations":[
              {"operation":"collateral.deposit","request":{"account":"alice","asset":"USD","amount":"5"}},
              {"operation":"history.statement","request":{"account":"alice","format":"csv"}},
              {"operation":"history.statement","request":{"account":"alice","format":"json","after":"100~16.0.170141183460469231731687303715884105727"}},
              {"operation":"accounts.margin","request":{"account":"alice"}}]}
            """
        );
        var results = batch["results"]!.AsArray();

        Assert.Equal([200, 400, 400, 200], results.Select(each => (int)each!["status"]!));
        Assert.Equal(("bad_value", "format"), Named(results[1]!));
        Assert.Equal(("bad_value", "after"), Named(results[2]!));
        Assert.Equal("1005", (string)results[3]!["answer"]!["equity"]!);
    }

    [Theory, Trait("Criterion", "HIST-010")]
    [InlineData("170141183460469231731687303715884105727")]
    [InlineData("-170141183460469231731687303715884105728")]
    public async Task A_balance_that_no_venue_can_hold_is_no_next_of_a_page(string balance)
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var next = (string)(await world.Ok(HttpMethod.Get, "accounts/alice/statement?limit=1"))["next"]!;
        var parts = next.Split('.');

        var forged = string.Join('.', [.. parts[..^1], balance]);
        var (status, problem) = await world.Ask(HttpMethod.Get, $"accounts/alice/statement?after={Uri.EscapeDataString(forged)}");
        var (own, _) = await world.Ask(HttpMethod.Get, $"accounts/alice/statement?after={Uri.EscapeDataString(next)}");

        Assert.Equal((HttpStatusCode.BadRequest, "after"), (status, (string)problem["field"]!));
        Assert.Equal(HttpStatusCode.OK, own);
    }

    [Fact, Trait("Criterion", "SECU-034")]
    public async Task An_approval_of_what_nobody_can_have_seen_is_not_handed_in()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        var before = bazaar.World.Server.Host.Status.AppliedSequence;

        var proposal = await bazaar.World.Ask(HttpMethod.Post, $"proposals/{before + 5}/approve", "{}");
        var mark = await bazaar.World.Ask(HttpMethod.Post, "instruments/PERP/mark_override/approve", Mark);

        // It would have taken what comes to have that number, by whomever.
        Assert.Equal((HttpStatusCode.NotFound, "unknown_proposal", null), Told(proposal));
        Assert.Equal(("no_proposal", null), (Told(mark).Name, Told(mark).Sequence));
        Assert.DoesNotContain(
            (await AuditAsync(bazaar)).Where(each => (long)each["sequence"]! > before),
            each => ((string)each["asked"]!).StartsWith("approve", StringComparison.Ordinal)
        );
    }

    [Fact, Trait("Criterion", "SECU-034"), Trait("Criterion", "HOST-010")]
    public async Task An_approval_asked_again_under_its_key_is_answered_as_the_first_time()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        var proposed = await bazaar.World.Ok(HttpMethod.Patch, "venue", """{"rules":{"trades_kept":7}}""");
        await bazaar.World.Ok(HttpMethod.Put, "instruments/PERP/mark_override", Mark);
        bazaar.As("other");

        foreach (
            var (path, body) in new[]
            {
                ($"proposals/{(string)proposed["id"]!}/approve", "{}"),
                ("instruments/PERP/mark_override/approve", Mark),
            }
        )
        {
            var first = await bazaar.World.Ok(HttpMethod.Post, path, body, idempotency: path[..9]);
            var again = await bazaar.World.Ok(HttpMethod.Post, path, body, idempotency: path[..9]);

            Assert.Equal((long)first["sequence"]!, (long)again["sequence"]!);
            Assert.Equal((false, true), ((bool)first["is_repeat"]!, (bool)again["is_repeat"]!));
        }
    }

    [Fact, Trait("Criterion", "SECU-074")]
    public async Task Snapshots_that_fail_and_a_journal_that_cannot_be_read_are_told()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        // The end of a journal is written a block at a time: what is damaged there may be written anew by the next record.
        for (var i = 0; i < 100; i++)
            await world.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"1"}""");

        var sound = await world.Ok(HttpMethod.Get, "/health/ready");
        Damage(Directory.GetFiles(Path.Combine(world.Folder, "journal"), "*.segment").Single());
        var log = new CapturedLog();
        using var logs = new LoggerFactory([log]);
        using var watch = new SnapshotWatch(world.Server.Host, logs.CreateLogger<SnapshotWatch>());

        var taken = world.Server.Host.TakeSnapshot();
        watch.Look();
        watch.Look();
        var ready = await world.Ok(HttpMethod.Get, "/health/ready");
        var (status, problem) = await world.Ask(HttpMethod.Post, "risk/stress", """{"moves":["-0.1"]}""");
        await world.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"1"}""");

        Assert.Equal(0, taken);
        Assert.DoesNotContain("snapshots", sound.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(ready["warnings"]!.AsArray(), each => (string)each!["part"]! == "snapshots");
        Assert.DoesNotContain(world.Folder, ready.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (status, (string)problem["name"]!));
        Assert.Single(log.Lines, line => line.Contains("A snapshot failed", StringComparison.Ordinal));
    }

    [Fact, Trait("Criterion", "SECU-074")]
    public async Task An_index_without_a_source_accounts_in_need_and_the_funds_are_there_to_alert_on()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await world.Ok(HttpMethod.Post, "funds/USD/deposits", """{"amount":"250"}""");
        var (engine, _) = await world.Key("matching_engine");
        await world.LiquidateAlice(engine);
        world.Use(world.Admin);

        var metrics = await world.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        using var head = new HttpRequestMessage(HttpMethod.Head, new Uri("/health/ready", UriKind.Relative));
        using var alive = await world.Http.SendAsync(head, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Contains("plimsoll_index_sources{index=\"BTC/USD\"} 3", metrics, StringComparison.Ordinal);
        Assert.Contains("plimsoll_accounts{condition=\"in_liquidation\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("plimsoll_accounts{condition=\"held\"} 0", metrics, StringComparison.Ordinal);
        Assert.Contains("plimsoll_fund_balance{asset=\"USD\"} 10250", metrics, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SECU-082")]
    public async Task Commands_are_counted_by_what_became_of_them_and_events_with_them()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var before = world.Server.Host.Counts;
        var seen = world.Server.Host.Events.LastSequence;

        await world.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"5"}""");
        await world.Ask(HttpMethod.Post, "accounts/alice/withdrawals", """{"asset":"USD","amount":"5000000"}""");
        var after = world.Server.Host.Counts;
        var metrics = await world.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(before.Refused + 1, after.Refused);
        Assert.Equal(before.Accepted + before.Refused + world.Server.Host.Events.LastSequence - seen, after.Accepted + after.Refused);
        Assert.True(after.Events > before.Events);
        foreach (var (outcome, least) in new[] { ("accepted", after.Accepted), ("refused", after.Refused), ("busy", after.Busy) })
        {
            Assert.True(Value(metrics, $$"""plimsoll_commands_total{outcome="{{outcome}}"} """) >= least, metrics);
        }

        Assert.True(Value(metrics, "plimsoll_events_total ") >= after.Events, metrics);
    }

    private static long Value(string metrics, string series) =>
        metrics.Split('\n').FirstOrDefault(line => line.StartsWith(series, StringComparison.Ordinal)) is { } line
            ? long.Parse(line[series.Length..], System.Globalization.CultureInfo.InvariantCulture)
            : -1;

    [Fact, Trait("Criterion", "SECU-074")]
    public async Task Where_a_journal_is_that_fails_is_told_to_who_runs_the_server_alone()
    {
        await using var world = await ServerWorld.StartAsync(new() { Journal = new() { SegmentSize = 1 << 20 } });
        await world.SetUp();
        var (trader, _) = await world.Key("trader", "alice");
        var (journal, away) = (Path.Combine(world.Folder, "journal"), Path.Combine(world.Folder, "away"));
        Directory.Move(journal, away);
        var alice = world.Server.Host.Read(static machine => machine.Names.TryFindAccount("alice", out var found) ? found : default);
        // Until a segment is full: the next one cannot be made.
        var cent = HostEntry.Of(new DepositCollateral(default, alice, new(0), new(1)));
        for (var i = 0; i < 200 && world.Server.Host.Status.Problem is null; i++)
            await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => world.Server.Host.SubmitAsync(cent)));

        var ready = await world.Ask(HttpMethod.Get, "/health/ready");
        var toAdmin = await world.Ok(HttpMethod.Get, "status");
        world.Use(trader);
        var toTrader = await world.Ok(HttpMethod.Get, "status");
        Directory.Move(away, journal);

        Assert.Equal(("journal_unavailable", "journal_unavailable"), ((string)toAdmin["state"]!, (string)toTrader["state"]!));
        Assert.Contains(world.Folder, (string)toAdmin["problem"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Folder, (string)toTrader["problem"]!, StringComparison.Ordinal);
        Assert.Contains("the data folder", (string)toTrader["problem"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Folder, ready.Answer.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>One bit in the middle of its records.</summary>
    private static void Damage(string segment)
    {
        using var file = new FileStream(segment, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = 700;
        var old = file.ReadByte();
        file.Position = 700;
        file.WriteByte((byte)(old ^ 1));
    }

    private static (string Name, string Field) Named(JsonNode result) =>
        ((string)result["problem"]!["name"]!, (string)result["problem"]!["field"]!);

    private static (HttpStatusCode Status, string Name, long? Sequence) Told((HttpStatusCode Status, JsonNode Body) answer) =>
        (answer.Status, (string)answer.Body["name"]!, (long?)answer.Body["sequence"]);

    private static async Task<IEnumerable<JsonNode>> AuditAsync(Bazaar bazaar)
    {
        bazaar.As("admin");
        return (await bazaar.Get("audit?limit=1000"))["items"]!.AsArray().Select(each => each!);
    }
}
