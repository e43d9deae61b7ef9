using System.Text.Json.Nodes;

namespace Plimsoll.Server.Tests.Api.Sockets;

/// <summary>What the engine books because the matching engine says so, and an operator wants to see; and positions as they are after each change.</summary>
public sealed class StrangeTradeTests
{
    [Fact, Trait("Criterion", "SOCK-034")]
    public async Task A_change_of_a_position_says_by_how_much_and_what_it_is_then()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        world.Use((await world.Key("matching_engine")).Secret);
        await world.Ok(HttpMethod.Post, "trades", VenueSteps.Trade("t-1", "alice", "maker", 5, 100));
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("trader", "alice")).Secret);
        await socket.Ok("subscribe", """{"channels":["account.alice"]}""");
        var snapshot = await socket.Notice("snapshot");

        world.Use((await world.Key("matching_engine")).Secret);
        await world.Ok(HttpMethod.Post, "trades", VenueSteps.Trade("t-2", "alice", "maker", 2, 100));
        var changed = One(await socket.Notice("event", each => Has(each, "position_changed")), "position_changed");

        var held = snapshot["state"]!["positions"]![0]!;
        Assert.Equal(("long", "5"), ((string)held["side"]!, (string)held["amount"]!));
        Assert.Equal(("2", "7", "200"), ((string)changed["change"]!, (string)changed["position"]!, (string)changed["cost_change"]!));
        Assert.False(changed.AsObject().ContainsKey("quantity"));
    }

    [Fact, Trait("Criterion", "SOCK-035")]
    public async Task Trades_far_from_the_mark_or_of_orders_that_are_not_there_are_shown_to_who_watches_risk_and_counted()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var engine = (await world.Key("matching_engine")).Secret;
        await using var risk = await TestSocket.ConnectAsync(world, (await world.Key("risk")).Secret);
        await risk.Ok("subscribe", """{"channels":["risk"]}""");
        await using var trader = await TestSocket.ConnectAsync(world, (await world.Key("trader", "alice")).Secret);
        await trader.Ok("subscribe", """{"channels":["market.PERP"]}""");

        world.Use(engine);
        await world.Ok(HttpMethod.Post, "trades", VenueSteps.Trade("usual", "alice", "maker", 1, 110));
        await world.Ok(HttpMethod.Post, "trades", VenueSteps.Trade("far", "alice", "maker", 1, 111));
        await world.Ok(
            HttpMethod.Post,
            "trades",
            VenueSteps
                .Trade("stray", "alice", "maker", 1, 100)
                .Replace("\"taker\":", "\"taker_order_id\":\"77\",\"taker\":", StringComparison.Ordinal)
        );
        var (far, stray) = (await Trade(risk), await Trade(risk));
        var seen = new[] { await Trade(trader), await Trade(trader), await Trade(trader) };

        Assert.Equal(("far", "100", true, false), Told(far));
        Assert.Equal(("stray", "100", false, true), Told(stray));
        Assert.Equal([false, true, false], seen.Select(each => (bool)each["far_from_mark"]!));
        // What its matching engine names is between the venue and its operator.
        Assert.All(seen, each => Assert.Null(each["order_missing"]));
        world.Use(world.Admin);
        for (var left = 200; left > 0 && !await IsCounted(); left--)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.True(await IsCounted());

        async Task<bool> IsCounted()
        {
            var page = await world.Http.GetStringAsync(
                new Uri(world.Server.Addresses[0], "metrics"),
                TestContext.Current.CancellationToken
            );
            return page.Contains("plimsoll_trades_strange_total{reason=\"far_from_mark\"} 1\n", StringComparison.Ordinal)
                && page.Contains("plimsoll_trades_strange_total{reason=\"order_missing\"} 1\n", StringComparison.Ordinal);
        }
    }

    private static async Task<JsonNode> Trade(TestSocket socket) =>
        One(await socket.Notice("event", each => Has(each, "trade_recorded")), "trade_recorded");

    private static (string, string, bool, bool) Told(JsonNode trade) =>
        ((string)trade["trade_id"]!, (string)trade["mark_price"]!, (bool)trade["far_from_mark"]!, (bool)trade["order_missing"]!);

    private static bool Has(JsonNode message, string type) => message["events"]!.AsArray().Any(each => (string)each!["type"]! == type);

    private static JsonNode One(JsonNode message, string type) =>
        message["events"]!.AsArray().First(each => (string)each!["type"]! == type)!;
}
