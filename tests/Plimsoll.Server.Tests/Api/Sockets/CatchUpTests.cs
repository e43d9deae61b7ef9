using System.Net;
using System.Text.Json.Nodes;
using Plimsoll.Server.Api.History;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Tests.Api.Sockets;

/// <summary>Channels that begin far back.</summary>
public sealed class CatchUpTests
{
    /// <summary>So many that they are not kept in memory for all connections.</summary>
    private const int Records = 3_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Trait("Criterion", "SOCK-028"), Trait("Criterion", "HIST-040")]
    public async Task While_it_waits_for_its_turn_all_else_goes_on()
    {
        await using var world = await ServerWorld.StartAsync(new() { Sockets = new() { Heartbeat = TimeSpan.FromMilliseconds(20) } });
        await world.SetUp();
        await world.Fill(Records);
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("trader", "alice")).Secret);
        await socket.Ok("subscribe", """{"channels":["market.PERP"]}""");
        var held = HoldAll(world.Server.History.Turns);

        await socket.Ok("subscribe", """{"channels":["account.alice"],"from":1}""");
        world.Use(world.Admin);
        await world.Price(101);
        await socket.Notice("event", each => (string)each["channel"]! == "market.PERP");
        var waiting = await socket.Notice("heartbeat");
        await socket.Notice("heartbeat");
        held.ForEach(each => each.Dispose());
        var told = await socket.Notice("heartbeat", each => Told(each, "account.alice") >= Records);

        Assert.Equal(0, Told(waiting, "account.alice"));
        Assert.True(Told(waiting, "market.PERP") >= Records);
        Assert.Equal((long)told["sequence"]!, Told(told, "account.alice"));
    }

    [Fact, Trait("Criterion", "SOCK-028")]
    public async Task While_it_reads_heartbeats_tell_how_far_it_has_come()
    {
        // So short that there is one after each slice.
        await using var world = await ServerWorld.StartAsync(new() { Sockets = new() { Heartbeat = TimeSpan.FromTicks(1) } });
        await world.SetUp();
        await world.Fill(Records);
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("trader", "alice")).Secret);

        await socket.Ok("subscribe", """{"channels":["account.alice"],"from":1}""");

        var told = new List<long>();
        do
        {
            told.Add(Told(await socket.Notice("heartbeat"), "account.alice"));
        } while (told[^1] < Records);

        Assert.Contains(told, each => each is > 0 and < Records);
        Assert.Equal(told.Order(), told);
    }

    /// <summary>Among events of long ago it would look like the place to go on from.</summary>
    [Fact, Trait("Criterion", "SOCK-022")]
    public async Task The_margin_of_now_waits_until_all_events_are_told()
    {
        await using var world = await ServerWorld.StartAsync(
            new()
            {
                Sockets = new() { Heartbeat = TimeSpan.FromTicks(1), Margin = TimeSpan.FromTicks(1) },
            }
        );
        await world.SetUp();
        await world.Fill(Records);
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("trader", "alice")).Secret);

        await socket.Ok("subscribe", """{"channels":["account.alice"],"from":1}""");
        var (told, notice) = (0L, await socket.Notice());
        for (; (string)notice["method"]! != "margin"; notice = await socket.Notice())
        {
            if ((string)notice["method"]! == "heartbeat")
                told = Told(notice["params"]!, "account.alice");
        }

        Assert.True(told >= Records, $"a margin came behind record {told}");
        Assert.True((long)notice["params"]!["sequence"]! >= Records);
    }

    [Fact, Trait("Criterion", "HIST-041"), Trait("Criterion", "HIST-042")]
    public async Task One_that_is_gone_leaves_its_place_and_a_key_has_so_many()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await world.Fill(Records);
        var (secret, key) = await world.Key("trader", "alice");
        var history = world.Server.History;
        HoldAll(history.Turns);
        await using var gone = await TestSocket.ConnectAsync(world, secret);
        await gone.Ok("subscribe", """{"channels":["account.alice"],"from":1}""");
        var places = Enumerable.Range(1, HistoryDesk.MostLong - 1).Select(_ => history.TakePlace(key)).ToList();
        await using var socket = await TestSocket.ConnectAsync(world, secret);

        var refused = await socket.Ask("subscribe", """{"channels":["account.alice"],"from":1}""");
        var near = world.Server.Host.Events.LastSequence;
        await socket.Ok("subscribe", $$"""{"channels":["account.alice"],"from":{{near}}}""");
        world.Use(secret);
        var (status, problem) = await world.Ask(HttpMethod.Get, "accounts/alice/history?format=csv");
        gone.Abort();
        var place = await Eventually(() => history.TakePlace(key));

        Assert.Equal("too_many_requests", (string)refused["error"]!["data"]!["name"]!);
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_requests"), (status, (string)problem["name"]!));
        Assert.Contains("exports of this key", (string)problem["detail"]!, StringComparison.Ordinal);
        places.ForEach(each => each.Dispose());
        place.Dispose();
    }

    [Fact, Trait("Criterion", "SOCK-026")]
    public async Task Who_followed_before_and_begins_far_back_is_not_slow()
    {
        await using var world = await ServerWorld.StartAsync(new() { Limits = static limits => limits with { OutboundQueue = 1 } });
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("auditor")).Secret);
        await socket.Ok("subscribe", """{"channels":["market.PERP"]}""");
        await socket.Notice("snapshot");
        await world.Price(101);
        await socket.Notice("event");
        await socket.Ok("unsubscribe", """{"channels":["market.PERP"]}""");
        await world.Fill(Records);

        await socket.Ok("subscribe", """{"channels":["events"],"from":1}""");

        for (var sequence = 1; sequence <= Records; sequence++)
        {
            Assert.Equal(sequence, (long)(await socket.Notice("event"))["sequence"]!);
        }
    }

    [Fact, Trait("Criterion", "SOCK-025")]
    public async Task Channels_from_different_records_are_each_told_whole_and_in_order()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await world.Fill(Records);
        await using var socket = await TestSocket.ConnectAsync(world, world.Admin);
        var (from, seen) = (new Dictionary<string, long>(), new Dictionary<string, List<long>>());

        // One after the other, so that the later ones come while the first is under way, behind it and before it.
        foreach (
            var (channel, first) in new[] { ("events", 1_500L), ("funds", 1L), ("account.*", 2L), ("market.PERP", 2_900L), ("risk", 700L) }
        )
        {
            (from[channel], seen[channel]) = (first, []);
            await socket.Ok("subscribe", $$"""{"channels":["{{channel}}"],"from":{{first}}}""");
        }

        await world.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"1"}""");
        var last = (long)(await world.Ok(HttpMethod.Post, "funds/USD/deposits", """{"amount":"1"}"""))["sequence"]!;
        while (!Seen("events", last) || !Seen("funds", last) || !Seen("account.*", last))
        {
            var told = await socket.Notice("event");
            var own = seen[(string)told["channel"]!];
            Assert.Equal(own.Count == 0 ? from[(string)told["channel"]!] - 1 : own[^1], (long)told["previous"]!);
            own.Add((long)told["sequence"]!);
        }

        Assert.Equal(Enumerable.Range(1_500, (int)(last - 1_499)).Select(each => (long)each), seen["events"]);
        Assert.Equal(await Rows(world, "alice"), seen["account.*"].Intersect(await Rows(world, "alice")));

        bool Seen(string channel, long sequence) => seen[channel].Contains(sequence);
    }

    private static async Task<IReadOnlyList<long>> Rows(ServerWorld world, string account)
    {
        var page = await world.Ok(HttpMethod.Get, $"accounts/{account}/history?limit=1000");
        return [.. page["items"]!.AsArray().Select(each => (long)each!["sequence"]!).Distinct()];
    }

    private static long Told(JsonNode heartbeat, string channel) =>
        (long?)heartbeat["channels"]!.AsArray().FirstOrDefault(each => (string)each!["channel"]! == channel)?["sequence"] ?? -1;

    /// <summary>Takes all turns that there are: nobody reads what lies far back.</summary>
    private static List<ReadingTurn> HoldAll(ReadingTurns turns)
    {
        var held = new List<ReadingTurn>();
        do
        {
            held.Add(turns.Ask("test", static () => { }));
        } while (held[^1].IsGranted);

        held[^1].Dispose();
        held.RemoveAt(held.Count - 1);
        return held;
    }

    private static async Task<IDisposable> Eventually(Func<IDisposable> take)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return take();
            }
            catch (ProblemException) when (i < 400)
            {
                await Task.Delay(50, Token);
            }
        }
    }
}
