namespace Plimsoll.Server.Tests.Api;

/// <summary>What is listed can be read whole, with its prices.</summary>
public sealed class MarketQueryTests
{
    [Fact, Trait("Criterion", "API-010"), Trait("Criterion", "API-004")]
    public async Task What_is_listed_is_shown_with_its_rules_and_prices()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("alice");

        var asset = (await bazaar.Get("assets"))["items"]![0]!;
        var index = await bazaar.Get("indices/BTC%2FUSD");
        var instrument = await bazaar.Get("instruments/PERP");
        var ticker = (await bazaar.Get("tickers?kind=perpetual"))["items"]![0]!;
        var venue = await bazaar.Get("venue");
        var time = await bazaar.Get("time");

        Assert.Equal(("USD", true), ((string)asset["asset"]!, (bool)asset["is_numeraire"]!));
        Assert.Equal(
            ("100", 3, "live"),
            ((string)index["index_price"]!, (int)index["live_sources"]!, (string)index["sources"]![0]!["state"]!)
        );
        Assert.Equal("risk_tier_table", (string)instrument["margin_kind"]!);
        Assert.Equal("0.05", (string)instrument["rules"]!["margin"]!["tiers"]![0]!["maintenance_margin_rate"]!);
        Assert.Equal("28800", (string)instrument["rules"]!["funding"]!["interval"]!);
        Assert.Equal(("100", "100", "100", "100", "5"), Prices(ticker));
        Assert.Equal(("USD", false), ((string)venue["numeraire"]!, (bool)venue["is_paused"]!));
        Assert.Equal("1.25", (string)venue["rules"]!["margin_call_multiple"]!);
        Assert.NotNull((string?)time["server_time"]);

        static (string, string, string, string, string) Prices(System.Text.Json.Nodes.JsonNode it) =>
            ((string)it["mark_price"]!, (string)it["index_price"]!, (string)it["bid"]!, (string)it["last"]!, (string)it["open_interest"]!);
    }

    [Fact, Trait("Criterion", "API-002")]
    public async Task Lists_go_on_where_a_page_ended()
    {
        await using var bazaar = await Bazaar.OpenAsync();

        var first = await bazaar.Get("accounts?limit=1");
        var second = await bazaar.Get($"accounts?limit=10&after={Uri.EscapeDataString((string)first["next"]!)}");
        var wrong = await bazaar.Refused(HttpMethod.Get, "accounts?limit=0");
        var nobody = await bazaar.Refused(HttpMethod.Get, "instruments?after=NONE");

        var names = first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(each => (string)each!["account"]!).ToArray();
        Assert.Null(second["next"]);
        Assert.Equal(["alice", "bob"], names.Where(name => !name.Contains('/', StringComparison.Ordinal)));
        Assert.Equal((400, "bad_value", "limit"), wrong);
        Assert.Equal((404, "not_found", "after"), nobody);
    }

    [Fact, Trait("Criterion", "API-011")]
    public async Task Funds_show_what_they_have_and_ranks_who_is_next()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        await bazaar.Post("funds/USD/deposits", """{"amount":"500"}""");
        bazaar.As("book");
        await bazaar.Quote(101);
        bazaar.As("risk");

        var fund = (await bazaar.Get("funds"))["items"]![0]!;
        var ranks = await bazaar.Get("instruments/PERP/adl_ranks?side=long");
        bazaar.As("alice");
        var refused = await bazaar.Refused(HttpMethod.Get, "instruments/PERP/adl_ranks");

        Assert.Equal(("USD", "fund/USD", "500"), ((string)fund["asset"]!, (string)fund["account"]!, (string)fund["balance"]!));
        Assert.Equal("alice", (string)ranks["items"]![0]!["account"]!);
        Assert.NotNull((string?)ranks["items"]![0]!["rank"]);
        Assert.Equal((403, "not_allowed", null), refused);
    }
}
