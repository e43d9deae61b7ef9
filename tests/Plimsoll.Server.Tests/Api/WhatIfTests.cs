using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Host.Requests;
using Plimsoll.Values;

namespace Plimsoll.Server.Tests.Api;

/// <summary>What would be, asked of copies: the numbers that the engine comes to when it happens.</summary>
public sealed class WhatIfTests
{
    [Fact, Trait("Criterion", "API-020")]
    public async Task What_if_is_what_is_once_it_happens()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("alice");
        var before = await bazaar.Get("status");

        var told = await bazaar.Post("accounts/alice/what_if", """{"prices":{"BTC/USD":"-0.1"},"explain":true}""");
        var after = await bazaar.Get("status");
        bazaar.As("book");
        await bazaar.Quote(90);
        bazaar.As("alice");
        var happened = await bazaar.Get("accounts/alice");

        foreach (var figure in new[] { "equity", "net_liquidation_value", "initial_margin", "maintenance_margin", "margin_ratio" })
        {
            Assert.Equal((string)happened[figure]!, (string)told["after"]![0]![figure]!);
        }

        Assert.Equal("100", (string)told["before"]![0]!["equity"]!);
        Assert.Equal((string)told["after"]![0]!["equity"]!, (string)told["explanation"]!["equity"]!["amount"]!);
        Assert.Equal((string)before["event_hash"]!, (string)after["event_hash"]!);
    }

    [Fact, Trait("Criterion", "API-020")]
    public async Task A_trade_that_has_not_happened_is_what_it_would_be()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("alice");

        var told = await bazaar.Post(
            "accounts/alice/what_if",
            """{"trades":[{"instrument":"PERP","side":"sell","amount":"3","price":"98"}],"days":"1","volatility":"0.5"}"""
        );
        bazaar.As("book");
        await bazaar.Post(
            "trades",
            """{"legs":[{"trade_id":"t9","instrument":"PERP","side":"sell","amount":"3","price":"98","taker":"alice","maker":"bob"}]}"""
        );
        bazaar.As("alice");
        var happened = await bazaar.Get("accounts/alice");

        Assert.Equal((string)happened["equity"]!, (string)told["after"]![0]!["equity"]!);
        Assert.Equal((string)happened["maintenance_margin"]!, (string)told["after"]![0]!["maintenance_margin"]!);
    }

    [Fact, Trait("Criterion", "API-021")]
    public async Task Where_there_is_no_mark_nothing_has_a_worth()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        await bazaar.Post("indices", """{"index":"X/USD","decimals":0,"sources":[{"source":"x","weight":1}]}""");
        var rules = (await bazaar.Get("instruments/PERP"))["rules"]!.DeepClone();
        (rules["instrument"], rules["index"], rules["payoff"]) = ("X-PERP", "X/USD", "inverse");
        await bazaar.Post("assets", """{"rules":{"asset":"X","decimals":8,"index":"X/USD"}}""");
        rules["settlement_asset"] = "X";
        await bazaar.Post("instruments", new JsonObject { ["rules"] = rules }.ToJsonString());

        foreach (var price in new[] { "", ""","price":"100" """ })
        {
            var body = $$"""{"trades":[{"instrument":"X-PERP","side":"buy","amount":"1"{{price}}}]}""";
            Assert.Equal((400, "bad_value", "trades[0].instrument"), await bazaar.Refused(HttpMethod.Post, "accounts/alice/what_if", body));
        }
    }

    [Theory, Trait("Criterion", "API-021")]
    [InlineData("""{"prices":{"BTC/USD":"-1"}}""", "bad_value", "prices")]
    [InlineData("""{"prices":{"ETH/USD":"0.1"}}""", "not_found", "prices.ETH/USD")]
    [InlineData("""{"days":"-1"}""", "bad_value", "days")]
    [InlineData("""{"volatility":"-2"}""", "bad_value", "volatility")]
    [InlineData("""{"trades":[{"instrument":"PERP","side":"buy","amount":"0"}]}""", "bad_value", "trades[0].amount")]
    [InlineData("""{"trades":[{"instrument":"PERP","side":"buy","amount":"900000000000000"}]}""", "bad_value", "trades[0].amount")]
    [InlineData("""{"prices":{"BTC/USD":0.1}}""", "bad_value", "prices")]
    public async Task What_cannot_be_asked_is_told(string body, string name, string field)
    {
        await using var bazaar = await Bazaar.OpenAsync();

        var (_, problem, place) = await bazaar.Refused(HttpMethod.Post, "accounts/alice/what_if", body);

        Assert.Equal(name, problem);
        Assert.StartsWith(field, place, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "API-022")]
    public async Task The_edge_of_the_surface_is_the_liquidation_price()
    {
        await using var bazaar = await Bazaar.OpenAsync();

        var surface = await bazaar.Get("accounts/alice/stress?price=0.4");
        var row = surface["rows"]!.AsArray().Single(each => (string)each!["volatility"]! == "0")!;
        var position = (await bazaar.Get("accounts/alice/positions"))["items"]![0]!;
        var fall = decimal.Parse((string)row["fall_to_liquidation"]!, CultureInfo.InvariantCulture);
        var liquidation = decimal.Parse((string)position["liquidation_price"]!, CultureInfo.InvariantCulture);

        Assert.Equal(9, row["cells"]!.AsArray().Count);
        Assert.InRange(100 * (1 + fall), liquidation - 1, liquidation + 1);
        Assert.Null(row["rise_to_liquidation"]);
        Assert.Equal("alice", (string)row["cells"]![0]!["liquidated"]![0]!);
    }

    [Fact, Trait("Criterion", "API-023")]
    public async Task A_stress_of_the_venue_says_who_falls_and_what_the_funds_would_lose()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        await bazaar.Post("funds/USD/deposits", """{"amount":"500"}""");
        bazaar.As("risk");

        var stress = await bazaar.Post("risk/stress", """{"moves":["-0.05","-0.3"],"index":"BTC/USD"}""");
        var (calm, crash) = (stress["steps"]![0]!, stress["steps"]![1]!);

        Assert.Equal(0, (int)calm["accounts_below_line"]!);
        Assert.Equal(
            (1, "350", "50"),
            ((int)crash["accounts_below_line"]!, (string)crash["long_notional"]!, (string)crash["loss_to_funds"]!)
        );
        Assert.Equal(("alice", "500"), ((string)crash["accounts"]![0]!["account"]!, (string)crash["funds_net_liquidation_value"]!));
        bazaar.As("alice");
        Assert.Equal((403, "not_allowed", null), await bazaar.Refused(HttpMethod.Post, "risk/stress", """{"moves":["-0.1"]}"""));
    }

    [Fact, Trait("Criterion", "API-023"), Trait("Criterion", "HOST-061")]
    public async Task One_replica_at_a_time()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        using (bazaar.World.Server.Host.TryBuildReplica())
        {
            Assert.Equal((503, "busy", null), await bazaar.Refused(HttpMethod.Post, "risk/stress", """{"moves":["-0.1"]}"""));
            Assert.Equal(HostReason.None, bazaar.World.Server.Host.TryReadPast(5, machine => machine.Sequence, out var past));
            Assert.Equal(5, past);
        }

        await bazaar.Post("risk/stress", """{"moves":["-0.1"]}""");
    }

    [Fact, Trait("Criterion", "API-024")]
    public async Task What_a_risk_manager_watches_is_the_engines()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");

        var nearest = (await bazaar.Get("risk/nearest?limit=5"))["items"]!.AsArray();
        var distribution = await bazaar.Get("risk/distribution?bounds=1,2,5");
        var exposure = await bazaar.Get("risk/exposure/BTC%2FUSD");
        var map = await bazaar.Get("risk/map/BTC%2FUSD?moves=-0.3,0.1");
        var engines = bazaar.World.Server.Host.Read(machine => machine.Engine.NearestToLiquidation(1)[0].Ratio!.Value.Nano);

        Assert.Equal("alice", (string)nearest[0]!["account"]!);
        Assert.Equal(engines, (long)(decimal.Parse((string)nearest[0]!["margin_ratio"]!, CultureInfo.InvariantCulture) * Rate.NanoPerOne));
        Assert.Equal(4, distribution["buckets"]!.AsArray().Count);
        Assert.Equal("500", (string)exposure["notional"]!);
        Assert.Equal((1, "350"), ((int)map["steps"]![0]!["accounts"]!, (string)map["steps"]![0]!["long_notional"]!));
        Assert.Equal((400, "bad_value", "bounds"), await bazaar.Refused(HttpMethod.Get, "risk/distribution?bounds=2,1"));
    }
}
