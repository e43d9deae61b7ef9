using System.Text.Json.Nodes;
using Plimsoll.Server.Api.Sockets;

namespace Plimsoll.Server.Tests.Api.Sockets;

/// <summary>Channels over a WebSocket.</summary>
public sealed class SubscriptionTests
{
    [Fact, Trait("Criterion", "SOCK-020"), Trait("Criterion", "SOCK-021")]
    public async Task An_account_begins_with_its_state_and_goes_on_with_what_changes_it()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (engine, _) = await world.Key("matching_engine");
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("trader", "alice")).Secret);

        await socket.Ok("subscribe", """{"channels":["account.alice"]}""");
        var snapshot = await socket.Notice("snapshot");
        world.Use(engine);
        await world.Ok(HttpMethod.Post, "orders", VenueSteps.Order("alice", 5, 100, "mine"));
        await world.Ok(HttpMethod.Post, "trades", VenueSteps.Trade("t-1", "alice", "bob", 5, 100));
        var placed = await socket.Notice("event");
        var traded = await socket.Notice("event");

        Assert.Equal("1000", (string)snapshot["state"]!["margin"]!["equity"]!);
        Assert.Equal("1000", (string)snapshot["state"]!["balances"]![0]!["balance"]!);
        Assert.Equal((long)snapshot["sequence"]!, (long)placed["previous"]!);
        Assert.Equal((long)placed["sequence"]!, (long)traded["previous"]!);
        Assert.Equal("order_placed", (string)placed["events"]![0]!["type"]!);
        Assert.Equal("mine", (string)placed["events"]![0]!["client_order_id"]!);
        var trade = traded["events"]!.AsArray().Single(each => (string)each!["type"]! == "trade_recorded")!;
        Assert.Equal("alice", (string)trade["taker"]!);
        Assert.Null(trade["maker"]);
        Assert.NotNull(trade["taker_fee"]);
        Assert.True(trade.AsObject().TryGetPropertyValue("maker_fee", out var fee) && fee is null);
        Assert.DoesNotContain("bob", traded.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SOCK-022")]
    public async Task Margin_is_told_as_prices_move()
    {
        await using var world = await ServerWorld.StartAsync(new() { Sockets = new() { Margin = TimeSpan.FromMilliseconds(20) } });
        await world.SetUp();
        world.Use((await world.Key("matching_engine")).Secret);
        await world.Ok(HttpMethod.Post, "trades", VenueSteps.Trade("t-1", "alice", "maker", 10, 100));
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("trader", "alice")).Secret);
        await socket.Ok("subscribe", """{"channels":["account.alice"]}""");

        await world.Price(101);

        var told = await socket.Notice("margin", each => (string)each["margin"]!["equity"]! == "1010");
        Assert.Equal("account.alice", (string)told["channel"]!);
    }

    [Fact, Trait("Criterion", "SOCK-021")]
    public async Task What_an_isolated_order_takes_when_it_grows_is_told_with_the_order()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await world.Ok(HttpMethod.Put, "accounts/alice/margin_mode", """{"instrument":"PERP","margin_mode":"isolated","leverage":"5"}""");
        await using var socket = await TestSocket.ConnectAsync(world, world.Admin);
        await socket.Ok("subscribe", """{"channels":["events"]}""");
        world.Use((await world.Key("matching_engine")).Secret);
        foreach (var label in new[] { "a", "b", "c" })
        {
            await world.Ok(HttpMethod.Post, "orders", VenueSteps.Order("alice", 1, 90, label));
        }

        await world.Ok(HttpMethod.Patch, "orders", """{"account":"alice","client_order_id":"c","amount":"4","price":"90"}""");
        var amended = await socket.Notice("event", each => Has(each, "order_amended"));

        var posted = One(amended, "money_posted");
        Assert.Equal(("isolated_margin", "c"), ((string)posted["reason"]!, (string)posted["client_order_id"]!));
    }

    [Fact, Trait("Criterion", "SOCK-022")]
    public async Task An_account_has_one_channel()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, world.Admin);
        var number = world.Server.Host.Names.TryFindAccount("alice", out var id) ? id.Value : 0;

        foreach (var spelt in new[] { $"account.{number}", $"account.0{number}" })
        {
            var refused = await socket.Ask("subscribe", $$"""{"channels":["{{spelt}}"]}""");
            Assert.DoesNotContain("result", refused.AsObject().Select(each => each.Key));
        }

        await socket.Ok("subscribe", """{"channels":["account.alice"]}""");
    }

    [Fact, Trait("Criterion", "SOCK-022")]
    public async Task One_look_at_a_margin_is_for_all_who_follow_it()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var host = world.Server.Host;
        var clock = new HandClock();
        var board = new MarginBoard(host, clock);
        Assert.True(host.Names.TryFindAccount("alice", out var alice));
        var moment = TimeSpan.FromMilliseconds(125);

        var (first, _) = board.Of(alice, 1, 0, moment);
        await world.Price(101);
        var (same, _) = board.Of(alice, first.Sequence, 0, TimeSpan.Zero);
        var (young, _) = board.Of(alice, first.Sequence + 1, first.Sequence, moment);
        var (least, _) = board.Of(alice, first.Sequence + 1, first.Sequence + 1, moment);
        await world.Price(102);
        clock.GoOff(moment);
        var (old, _) = board.Of(alice, least.Sequence + 1, least.Sequence, moment);

        Assert.Same(first, same);
        Assert.Same(first, young);
        Assert.True(least.Sequence > first.Sequence);
        Assert.True(old.Sequence > least.Sequence);
    }

    [Fact, Trait("Criterion", "SOCK-023")]
    public async Task Markets_and_indices_are_told_to_everybody()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("trader", "alice")).Secret);
        await socket.Ok("subscribe", """{"channels":["market.PERP","index.BTC/USD","funds","liquidations"]}""");
        var market = await socket.Notice("snapshot", each => (string)each["channel"]! == "market.PERP");
        var index = await socket.Notice("snapshot", each => (string)each["channel"]! == "index.BTC/USD");
        var funds = await socket.Notice("snapshot", each => (string)each["channel"]! == "funds");

        await world.Price(102);
        var mark = await socket.Notice("event", each => (string)each["channel"]! == "market.PERP" && Has(each, "mark_price_changed"));
        var price = await socket.Notice("event", each => (string)each["channel"]! == "index.BTC/USD" && Has(each, "index_price_changed"));

        Assert.Equal("100", (string)market["state"]!["mark_price"]!);
        Assert.Equal("100", (string)index["state"]!["index_price"]!);
        Assert.Equal("fund/USD", (string)funds["state"]!["funds"]![0]!["account"]!);
        Assert.Equal("102", (string)One(mark, "mark_price_changed")["price"]!);
        Assert.Equal("102", (string)One(price, "index_price_changed")["price"]!);
    }

    [Fact, Trait("Criterion", "SOCK-024")]
    public async Task Channels_that_a_key_may_not_see_are_refused_and_ended_when_it_may_no_more()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (secret, id) = await world.Key("trader", "alice", "bob");
        await using var socket = await TestSocket.ConnectAsync(world, secret);

        foreach (var channel in new[] { "account.maker", "account.nobody" })
        {
            Assert.Equal("not_own_account", await Refused(channel));
        }

        foreach (var channel in new[] { "events", "risk", "account.*" })
        {
            Assert.Equal("not_allowed", await Refused(channel));
        }

        Assert.Equal("not_found", await Refused("weather"));
        await socket.Ok("subscribe", """{"channels":["account.alice","account.bob"]}""");
        await world.Ok(HttpMethod.Put, $"keys/{id}", """{"roles":["trader"],"accounts":["alice"]}""");
        var ended = await socket.Notice("unsubscribed");
        Assert.Equal("account.bob", (string)ended["channel"]!);

        async Task<string> Refused(string channel) =>
            (string)(await socket.Ask("subscribe", $$"""{"channels":["{{channel}}"]}"""))["error"]!["data"]!["name"]!;
    }

    [Fact, Trait("Criterion", "SOCK-025")]
    public async Task Events_are_resumed_after_a_cut_or_a_start_without_gap_or_repeat()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (secret, _) = await world.Key("auditor");
        var seen = new List<long>();
        long from = 1;
        for (var round = 0; round < 4; round++)
        {
            if (round == 2)
            {
                await world.Stop();
                await world.Start();
            }

            await using var socket = await TestSocket.ConnectAsync(world, secret);
            await socket.Ok("subscribe", $$"""{"channels":["events"],"from":{{from}}}""");
            var writing = Task.Run(async () =>
            {
                for (var i = 0; i < 20; i++)
                {
                    await world.Price(100 + i);
                }
            });
            for (var i = 0; i < 15; i++)
            {
                var told = await socket.Notice("event");
                Assert.Equal(seen.Count == 0 ? 0 : seen[^1], (long)told["previous"]!);
                seen.Add((long)told["sequence"]!);
            }

            socket.Abort();
            await writing;
            from = seen[^1] + 1;
        }

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(each => (long)each), seen);
    }

    [Fact, Trait("Criterion", "SOCK-025")]
    public async Task One_connection_catches_up_with_one_channel_while_another_is_live()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("auditor")).Secret);
        await socket.Ok("subscribe", """{"channels":["market.PERP"]}""");
        var last = (long)(await socket.Notice("snapshot"))["sequence"]!;

        await socket.Ok("subscribe", """{"channels":["events"],"from":1}""");
        await world.Price(105);
        var events = new List<long>();
        while (events.Count == 0 || events[^1] <= last)
        {
            events.Add((long)(await socket.Notice("event", each => (string)each["channel"]! == "events"))["sequence"]!);
        }

        Assert.Equal(Enumerable.Range(1, events.Count).Select(each => (long)each), events);
        var refused = await socket.Ask("subscribe", """{"channels":["risk"],"from":1000000}""");
        Assert.Equal("from", (string)refused["error"]!["data"]!["field"]!);
    }

    [Fact, Trait("Criterion", "SOCK-026")]
    public async Task A_consumer_that_does_not_read_is_dropped_with_its_last_sequence_and_nobody_waits_for_it()
    {
        await using var world = await ServerWorld.StartAsync(
            new()
            {
                Limits = static limits => limits with { OutboundQueue = 16 },
                Sockets = new() { Stall = TimeSpan.FromMilliseconds(200), Grace = TimeSpan.FromSeconds(15) },
            }
        );
        await world.SetUp();
        var (secret, _) = await world.Key("auditor");
        await using var engine = await TestSocket.ConnectAsync(world, (await world.Key("matching_engine")).Secret);
        await using var socket = await TestSocket.ConnectAsync(world, secret, reads: false);
        await socket.Send("""{"id":1,"method":"subscribe","params":{"channels":["events","market.PERP","index.BTC/USD"]}}""");

        var isDropped = false;
        for (var i = 0; i < 400 && !isDropped; i++)
        {
            for (var j = 0; j < 100; j++)
            {
                await engine.Send($$"""{"id":1,"method":"quotes.submit","params":{{VenueSteps.Quotes(100 + (j % 7))}}}""");
            }

            for (var j = 0; j < 100; j++)
            {
                Assert.NotNull((await engine.Answer())["result"]);
            }

            using var page = await world.Http.GetAsync(new Uri(world.Server.Addresses[0], "metrics"));
            isDropped = (await page.Content.ReadAsStringAsync())
                .Split('\n')
                .Any(line =>
                    line.StartsWith("plimsoll_websocket_dropped", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal)
                );
        }

        Assert.True(isDropped);
        socket.Read();
        Assert.Equal(4003, await socket.Closed());
        Assert.Matches("^slow consumer; last sequence [1-9][0-9]*$", socket.CloseReason!);
    }

    [Fact, Trait("Criterion", "SOCK-027")]
    public async Task Subscriptions_are_bounded_and_can_be_ended()
    {
        await using var world = await ServerWorld.StartAsync(new() { Limits = static limits => limits with { Subscriptions = 2 } });
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, world.Admin);

        await socket.Ok("subscribe", """{"channels":["funds","risk"]}""");
        var more = await socket.Ask("subscribe", """{"channels":["liquidations"]}""");
        var left = await socket.Ok("unsubscribe", """{"channels":["risk"]}""");
        var unknown = await socket.Ask("unsubscribe", """{"channels":["risk"]}""");

        Assert.Equal("channels", (string)more["error"]!["data"]!["field"]!);
        Assert.Equal("funds", (string)left["channels"]!.AsArray().Single()!);
        Assert.Equal("not_found", (string)unknown["error"]!["data"]!["name"]!);
    }

    [Fact, Trait("Criterion", "SOCK-028")]
    public async Task A_quiet_connection_has_a_heartbeat()
    {
        await using var world = await ServerWorld.StartAsync(new() { Sockets = new() { Heartbeat = TimeSpan.FromMilliseconds(50) } });
        await using var socket = await TestSocket.ConnectAsync(world, world.Admin);

        var beat = await socket.Notice("heartbeat");

        Assert.True((long)beat["sequence"]! > 0);
        Assert.EndsWith("Z", (string)beat["time"]!, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SOCK-028")]
    public async Task No_heartbeat_is_missed_when_timers_go_off_a_little_early()
    {
        var early = TimeSpan.FromMilliseconds(1);
        var clock = new HandClock();
        await using var world = await ServerWorld.StartAsync(new() { Sockets = new() { Clock = clock } });
        await using var socket = await TestSocket.ConnectAsync(world, world.Admin);

        var waits = new List<TimeSpan>();
        for (var beat = 0; beat < 3; beat++)
        {
            waits.Add(await clock.Armed());
            clock.GoOff(waits[^1] - early);
            waits.Add(await clock.Armed());
            clock.GoOff(waits[^1]);
            await socket.Notice("heartbeat");
        }

        Assert.Equal(Enumerable.Repeat<TimeSpan[]>([SocketTimes.Default.Heartbeat, early], 3).SelectMany(each => each), waits);
    }

    private static bool Has(JsonNode message, string type) => message["events"]!.AsArray().Any(each => (string)each!["type"]! == type);

    private static JsonNode One(JsonNode message, string type) =>
        message["events"]!.AsArray().Single(each => (string)each!["type"]! == type)!;
}
