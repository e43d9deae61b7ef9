using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Plimsoll.Engine;
using Plimsoll.Host;
using Plimsoll.Journal.Storage;
using Plimsoll.Server.Security;
using Plimsoll.Server.Tests.Api.Sockets;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Server.Tests.Api.History;

/// <summary>A file of events in the middle is damaged: what is whole before and behind it is told, and where to go on.</summary>
public sealed class HistoryGapTests
{
    [Fact, Trait("Criterion", "HIST-030")]
    public async Task A_statement_is_told_on_either_side_of_what_cannot_be_read()
    {
        await using var world = await ServerWorld.StartAsync();
        var (rows, first, last) = await Damaged(world, files: 1);
        var before = rows.Where(row => (long)row["sequence"]! < first).Select(Text).ToList();
        var behind = rows.Where(row => (long)row["sequence"]! > last).Select(Text).ToList();

        var oldest = await world.Ok(HttpMethod.Get, "accounts/alice/statement?limit=1000");
        var (status, gone) = await world.Ask(
            HttpMethod.Get,
            "accounts/alice/statement?after=" + Uri.EscapeDataString((string)oldest["next"]!)
        );
        var on = await world.Ok(HttpMethod.Get, $"accounts/alice/statement?limit=1000&from={last + 1}");
        var newest = await world.Ok(HttpMethod.Get, "accounts/alice/statement?limit=1000&order=newest");
        var (older, goneToo) = await world.Ask(
            HttpMethod.Get,
            "accounts/alice/statement?order=newest&after=" + Uri.EscapeDataString((string)newest["next"]!)
        );
        var rest = await world.Ok(HttpMethod.Get, $"accounts/alice/statement?limit=1000&order=newest&to={first - 1}");

        Assert.Equal(before, Rows(oldest).Select(Text));
        Assert.Equal(behind, Rows(on).Select(Text));
        Assert.Equal(behind, Rows(newest).Reverse().Select(Text));
        Assert.Equal(before, Rows(rest).Reverse().Select(Text));
        foreach (var (code, problem) in new[] { (status, gone), (older, goneToo) })
        {
            Assert.Equal((HttpStatusCode.Gone, "gone"), (code, (string)problem["name"]!));
            Assert.Contains($"records {first} to {last} cannot be read", (string)problem["detail"]!, StringComparison.Ordinal);
            Assert.Contains($"from={last + 1}, or with to={first - 1}", (string)problem["advice"]!, StringComparison.Ordinal);
        }
    }

    [Fact, Trait("Criterion", "HIST-030")]
    public async Task Between_two_gaps_a_balance_is_not_known_but_events_are()
    {
        await using var world = await ServerWorld.StartAsync();
        var (_, first, last) = await Damaged(world, files: 2);
        var gaps = world.Server.Host.Events.Gaps;
        var between = gaps[0].Last + 1;

        var (status, gone) = await world.Ask(HttpMethod.Get, $"accounts/alice/statement?from={between}&to={between}");
        var events = await world.Ok(HttpMethod.Get, $"events?from={between}&to={gaps[1].First - 1}");

        Assert.Equal((HttpStatusCode.Gone, (first, last)), (status, (gaps[0].First, gaps[1].Last)));
        Assert.Contains($"from={last + 1}, or with to={first - 1}", (string)gone["advice"]!, StringComparison.Ordinal);
        Assert.NotEmpty(events["items"]!.AsArray());
    }

    [Fact, Trait("Criterion", "SOCK-025"), Trait("Criterion", "HIST-030")]
    public async Task Who_subscribes_from_what_cannot_be_read_is_told_where_to_go_on()
    {
        await using var world = await ServerWorld.StartAsync();
        var (_, first, last) = await Damaged(world, files: 1);
        await using var socket = await TestSocket.ConnectAsync(world, world.Admin);

        await socket.Ok("subscribe", $$"""{"channels":["events"],"from":{{first}}}""");
        var ended = await socket.Notice("unsubscribed");
        await socket.Ok("subscribe", $$"""{"channels":["events"],"from":{{last + 1}}}""");
        var told = await socket.Notice("event");
        await world.Stop();
        File.Delete(Directory.GetFiles(Path.Combine(world.Folder, "events"), "events-*.log").Order(StringComparer.Ordinal).First());
        await world.Start();
        var kept = world.Server.Host.Events.FirstSequence;
        await using var next = await TestSocket.ConnectAsync(world, world.Admin);
        var gone = await next.Ask("subscribe", """{"channels":["events"],"from":1}""");

        Assert.Contains("\"gone\"", ended.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains($"from={last + 1}", ended.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(last + 1, (long)told["sequence"]!);
        Assert.True(kept > 1);
        Assert.Equal("gone", (string)gone["error"]!["data"]!["name"]!);
        Assert.Contains($"{kept}", gone["error"]!["data"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "HIST-030"), InlineData("csv"), InlineData("jsonl")]
    public async Task What_is_sent_as_it_is_read_begins_only_where_all_of_it_is_there(string format)
    {
        await using var world = await ServerWorld.StartAsync();
        var (_, first, last) = await Damaged(world, files: 1);

        foreach (var limit in new[] { "", "&limit=900" })
        {
            var (status, gone) = await world.Ask(HttpMethod.Get, $"accounts/alice/statement?format={format}{limit}");
            Assert.Equal((HttpStatusCode.Gone, "gone"), (status, (string)gone["name"]!));
        }

        foreach (var part in new[] { $"from={last + 1}", $"to={first - 1}" })
        {
            using var answer = await world.Http.GetAsync(
                new Uri($"accounts/alice/statement?format={format}&{part}", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(
                "deposit",
                await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
        }
    }

    [Fact, Trait("Criterion", "HIST-030"), Trait("Criterion", "API-036")]
    public async Task The_audit_log_goes_on_behind_it()
    {
        await using var world = await ServerWorld.StartAsync();
        var (_, first, last) = await Damaged(world, files: 1);

        var oldest = await world.Ok(HttpMethod.Get, "audit?limit=1000");
        var (status, gone) = await world.Ask(HttpMethod.Get, $"audit?after={(string)oldest["next"]!}");
        var newest = await world.Ok(HttpMethod.Get, "audit?limit=1000&order=newest");
        var (older, goneToo) = await world.Ask(HttpMethod.Get, $"audit?order=newest&after={(string)newest["next"]!}");

        Assert.Equal(
            ((HttpStatusCode.Gone, HttpStatusCode.Gone), ("gone", "gone")),
            ((status, older), ((string)gone["name"]!, (string)goneToo["name"]!))
        );
        var advice = $"Go on with from={last + 1}, or with to={first - 1} for what lies before.";
        Assert.Equal((advice, advice), ((string)gone["advice"]!, (string)goneToo["advice"]!));
        Assert.NotEmpty((await world.Ok(HttpMethod.Get, $"audit?from={last + 1}"))["items"]!.AsArray());
        Assert.NotEmpty((await world.Ok(HttpMethod.Get, $"audit?order=newest&to={first - 1}"))["items"]!.AsArray());
    }

    [Fact, Trait("Criterion", "HIST-030")]
    public async Task A_time_is_found_though_what_lies_in_the_middle_cannot_be_read()
    {
        await using var world = await ServerWorld.StartAsync();
        var (rows, first, last) = await Damaged(world, files: 1);
        var (early, late) = (rows.First(row => (long)row["sequence"]! < first), rows.Last(row => (long)row["sequence"]! > last));

        foreach (var row in new[] { early, late })
        {
            var at = Uri.EscapeDataString((string)row["time"]!);
            var found = await world.Ok(HttpMethod.Get, $"accounts/alice/statement?from={at}&to={at}");
            Assert.Contains(Text(row), Rows(found).Select(Text));
        }
    }

    [Fact, Trait("Criterion", "HOST-021")]
    public async Task Who_watches_is_told()
    {
        await using var world = await ServerWorld.StartAsync();
        var (_, first, last) = await Damaged(world, files: 1);

        var ready = JsonNode.Parse(
            await world.Http.GetStringAsync(new Uri(world.Server.Addresses[0], "health/ready"), TestContext.Current.CancellationToken)
        )!;

        var warning = ready["warnings"]!.AsArray().Single(each => (string)each!["part"]! == "events")!;
        Assert.Contains($"records {first} to {last} cannot be read", (string)warning["reason"]!, StringComparison.Ordinal);
    }

    /// <summary>A venue with some deposits, whose events lie in many small files, of which some in the middle are damaged. Started again.</summary>
    /// <returns>Alice's statement before, and the first and last record that cannot be read.</returns>
    private static async Task<(IReadOnlyList<JsonNode> Rows, long First, long Last)> Damaged(ServerWorld world, int files)
    {
        await world.SetUp();
        for (var i = 0; i < 30; i++)
        {
            await world.Ok(HttpMethod.Post, "accounts/alice/deposits", $$"""{"asset":"USD","amount":"{{i + 1}}"}""");
        }

        var rows = Rows(await world.Ok(HttpMethod.Get, "accounts/alice/statement?limit=1000"));
        await world.Stop();
        var events = Path.Combine(world.Folder, "events");
        foreach (var file in Directory.GetFiles(events, "events-*"))
        {
            File.Delete(file);
        }

        var options = new HostOptions
        {
            Venue = new VenueParameters { Numeraire = Scenario.Usd },
            Version = "1.0.0",
            Heartbeat = TimeSpan.Zero,
            EventChunkBytes = 1_000,
        };
        using (var journal = FileStorage.Take(Path.Combine(world.Folder, "journal")))
        using (var folder = FileStorage.Take(events))
        using (var host = VenueHost.Open(journal, folder, options, new KeyCompanion(new ApiKeyBook())))
        {
            Assert.Equal(1, host.Recovery.EventsMadeAgainFrom);
        }

        var names = Directory.GetFiles(events, "events-*.log").Order(StringComparer.Ordinal).ToList();
        Assert.True(names.Count > 8);
        for (var i = 0; i < files; i++)
        {
            var file = names[(names.Count / 2) + (2 * i)];
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            bytes[20] ^= 1;
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        }

        await world.Start();
        var started = Stopwatch.GetTimestamp();
        while (world.Server.Host.Events.Gaps.Count < files && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(files, world.Server.Host.Events.Gaps.Count);
        return (rows, world.Server.Host.Events.Gaps[0].First, world.Server.Host.Events.Gaps[^1].Last);
    }

    private static IReadOnlyList<JsonNode> Rows(JsonNode page) => [.. page["items"]!.AsArray().Select(row => row!)];

    private static string Text(JsonNode row) => row.ToJsonString();
}
