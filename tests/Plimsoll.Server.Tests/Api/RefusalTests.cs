using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Instruments;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Tests.Api.Sockets;

namespace Plimsoll.Server.Tests.Api;

/// <summary>Refusals in the words of who asked: roles, accounts, amounts, ranges.</summary>
public sealed class RefusalTests
{
    [Fact, Trait("Criterion", "API-031")]
    public async Task A_source_that_is_named_twice_is_told_by_its_place()
    {
        await using var world = await ServerWorld.StartAsync();

        var (status, problem) = await world.Ask(
            HttpMethod.Post,
            "indices",
            """{"index":"SOL/USD","decimals":2,"sources":[{"source":"kraken"},{"source":"kraken"}]}"""
        );

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "sources[1].source"), (status, (string)problem["field"]!));
        Assert.Contains("no other source", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "SECU-033")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_missing_role_is_told_as_the_api_spells_it_with_how_to_get_one(bool isShortWay)
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (secret, id) = await world.Key("risk");
        world.Use(secret);

        // In a batch the operation itself refuses, otherwise the door.
        var told = isShortWay
            ? (await world.Ask(HttpMethod.Post, "orders", VenueSteps.Order("alice", 1, 100, "a"))).Answer
            : (
                await world.Ok(
                    HttpMethod.Post,
                    "batch",
                    $$"""{"operations":[{"operation":"orders.place","request":{{VenueSteps.Order("alice", 1, 100, "a")}} }]}"""
                )
            )["results"]![0]!["problem"]!;

        Assert.Equal("not_allowed", (string)told["name"]!);
        Assert.Equal($"this takes a key with the role trader or matching_engine; the key {id} (risk) has risk.", (string)told["detail"]!);
        Assert.Contains("POST /api/v1/keys", (string)told["advice"]!, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "API-047")]
    public async Task What_is_off_the_instruments_grid_is_told_with_what_is_permitted()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (engine, _) = await world.Key("matching_engine");
        var leverage = (await world.Ask(HttpMethod.Put, "accounts/alice/leverage", """{"instrument":"PERP","leverage":"50"}""")).Answer;
        world.Use(engine);

        var order = (await world.Ask(HttpMethod.Post, "orders", VenueSteps.Order("alice", 1, 0, "a"))).Answer;
        var trade = (await world.Ask(HttpMethod.Post, "trades", VenueSteps.Trade("t-1", "alice", "bob", 2, 0))).Answer;

        Assert.Equal(("leverage_invalid", "permitted is 1 to 10; found 50."), ((string)leverage["name"]!, (string)leverage["detail"]!));
        Assert.Equal(
            ("price", "permitted are multiples of 1 (tick_size) above 0; found 0."),
            ((string)order["field"]!, (string)order["detail"]!)
        );
        Assert.Equal(
            ("legs[0].price", "permitted are multiples of 1 (tick_size) above 0; found 0."),
            ((string)trade["field"]!, (string)trade["detail"]!)
        );
    }

    [Theory, Trait("Criterion", "API-049"), Trait("Criterion", "SECU-055")]
    [InlineData(
        "deposits",
        "99999999999999999999999999999999999999",
        "bad_value",
        "is out of range: permitted is at most 10000000000000000000."
    )]
    [InlineData("deposits", "99999999999999999999", "amount_too_large", "permitted is at most 10000000000000000000 BTC.")]
    [InlineData("deposits", "1.123456789", "bad_value", "1.123456789 has more than the 8 digits after the point that count here.")]
    [InlineData("deposits", "100000000000000000000000000000000000000", "bad_value", "expected a decimal of at most 38 digits; found 39.")]
    [InlineData("orders", "99999999999999999999999999999999999999", "bad_value", "is out of range: permitted is at most 1000000000000000.")]
    public async Task A_number_that_is_too_long_or_too_large_is_told_with_the_bound_that_it_breaks(
        string what,
        string amount,
        string name,
        string detail
    )
    {
        await using var world = await ServerWorld.StartAsync();
        await world.Ok(HttpMethod.Post, "assets", """{"rules":{"asset":"BTC","decimals":8,"index":"BTC/USD"}}""");
        await world.SetUp();
        var path = what == "orders" ? "orders" : "accounts/alice/deposits";
        var body =
            what == "orders"
                ? $$"""{"account":"alice","instrument":"PERP","side":"buy","amount":"{{amount}}","price":"1"}"""
                : $$"""{"asset":"BTC","amount":"{{amount}}"}""";
        if (what == "orders")
            world.Use((await world.Key("matching_engine")).Secret);

        var (_, refused) = await world.Ask(HttpMethod.Post, path, body);

        Assert.Equal((name, "amount"), ((string)refused["name"]!, (string)refused["field"]!));
        Assert.EndsWith(detail, (string)refused["detail"]!, StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "API-043")]
    [InlineData("""{"rules":{"asset":"X","decimals":7,"index":"X/USD"}}""", "rules.decimals", "permitted is 0 to 6, ")]
    [InlineData("""{"rules":{"asset":"X","decimals":6}}""", "rules.index", "permitted is an index: ")]
    public async Task What_an_asset_must_have_beside_the_others_is_told(string asset, string field, string detail)
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await world.Ok(HttpMethod.Post, "indices", """{"index":"X/USD","decimals":12,"sources":[{"source":"a","weight":1}]}""");

        var (_, refused) = await world.Ask(HttpMethod.Post, "assets", asset);

        Assert.Equal(("parameters_invalid", field), ((string)refused["name"]!, (string)refused["field"]!));
        Assert.StartsWith(detail, (string)refused["detail"]!, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "API-047")]
    public async Task Over_a_WebSocket_too_the_grid_is_told()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (engine, _) = await world.Key("matching_engine");
        await using var socket = await TestSocket.ConnectAsync(world, engine);
        await using var admin = await TestSocket.ConnectAsync(world, world.Admin);
        await socket.Ok("orders.place", VenueSteps.Order("alice", 1, 90, "a"));
        var (order, amend) = (
            VenueSteps.Order("alice", 1, 0, "b"),
            """{"account":"alice","client_order_id":"a","amount":"1","price":"0"}"""
        );

        var placed = await socket.Ask("orders.place", order);
        var amended = await socket.Ask("orders.amend", amend);
        var trade = await socket.Ask("trades.record", VenueSteps.Trade("t-1", "alice", "bob", 2, 0));
        var leverage = await admin.Ask("accounts.set_leverage", """{"account":"alice","instrument":"PERP","leverage":"50"}""");
        // Several at once share a sync, and are answered by another thread.
        await socket.Send(
            $$"""[{"id":7,"method":"orders.place","params":{{order}}},{"id":8,"method":"orders.place","params":{{order}}}]"""
        );
        var together = new[] { await socket.Answer(), await socket.Answer() };

        const string Grid = "permitted are multiples of 1 (tick_size) above 0; found 0.";
        Assert.All(together.Append(placed).Append(amended), each => Assert.Equal(("price", Grid), Told(each)));
        Assert.Equal(("legs[0].price", Grid), Told(trade));
        Assert.Equal(("leverage", "permitted is 1 to 10; found 50."), Told(leverage));

        static (string Field, string Detail) Told(JsonNode answer) =>
            ((string)answer["error"]!["data"]!["field"]!, (string)answer["error"]!["data"]!["detail"]!);
    }

    [Fact, Trait("Criterion", "SECU-031")]
    public async Task A_key_is_not_made_for_an_account_that_is_not_there()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (_, id) = await world.Key("trader", "alice");

        var (made, misspelt) = await world.Ask(
            HttpMethod.Post,
            "keys",
            """{"label":"x","roles":["trader"],"accounts":["alice","alise"]}"""
        );
        var (changed, gone) = await world.Ask(HttpMethod.Put, $"keys/{id}", """{"roles":["trader"],"accounts":["ghost"]}""");

        Assert.Equal((HttpStatusCode.NotFound, "accounts[1]"), (made, (string)misspelt["field"]!));
        Assert.Equal((HttpStatusCode.NotFound, "accounts[0]"), (changed, (string)gone["field"]!));
        Assert.Equal(2, (await world.Ok(HttpMethod.Get, "keys"))["items"]!.AsArray().Count);
    }

    [Fact, Trait("Criterion", "SECU-010")]
    public async Task A_key_without_bearer_is_no_key()
    {
        await using var world = await ServerWorld.StartAsync();
        world.Http.DefaultRequestHeaders.Authorization = null;
        world.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", world.Admin);

        var (status, problem) = await world.Ask(HttpMethod.Get, "time");

        Assert.Equal((HttpStatusCode.Unauthorized, "bad_credentials"), (status, (string)problem["name"]!));
    }

    [Fact, Trait("Criterion", "SECU-011")]
    public void Without_a_key_the_same_is_compared()
    {
        var secret = new Plimsoll.Server.Security.Secret(new string('0', 64));

        Assert.False(Plimsoll.Server.Security.ApiKeyMaker.IsSecretOf(null, secret));
    }

    [Fact, Trait("Criterion", "REFU-001")]
    public async Task What_is_missing_is_told_in_decimals_of_its_asset()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.Ok(HttpMethod.Post, "assets", """{"rules":{"asset":"BTC","decimals":8,"index":"BTC/USD"}}""");
        await world.SetUp();
        await world.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"BTC","amount":"0.5"}""");

        var (_, refused) = await world.Ask(HttpMethod.Post, "accounts/alice/withdrawals", """{"asset":"BTC","amount":"0.75"}""", "w");
        var (_, repeated) = await world.Ask(HttpMethod.Post, "accounts/alice/withdrawals", """{"asset":"BTC","amount":"0.75"}""", "w");

        Assert.Equal(("insufficient_withdrawable", "short by 0.25 BTC."), ((string)refused["name"]!, (string)refused["detail"]!));
        Assert.Equal((string)refused["detail"]!, (string)repeated["detail"]!);
        Assert.Equal("amount", (string)refused["field"]!);
    }

    [Fact, Trait("Criterion", "API-043")]
    public async Task What_is_said_to_be_permitted_is_what_the_engine_permits()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        foreach (var (rules, field, least, most, isLeastAllowed) in RuleRanges.Table.Where(row => row.Field != "delivery_window"))
        {
            var step =
                field is "weights" or "trades_kept" ? 1m
                : field == "limits.frozen_window" ? 0.000000008m
                : 0.000000001m;
            var (from, to) = (decimal.Parse(least, CultureInfo.InvariantCulture), decimal.Parse(most, CultureInfo.InvariantCulture));
            foreach (
                var (value, isPermitted) in new[]
                {
                    (isLeastAllowed ? from : from + step, true),
                    (isLeastAllowed ? from - step : from, false),
                    (to, true),
                    (to + step, false),
                }
            )
            {
                var (path, body) = Change(rules, field, value, await bazaar.Get("instruments/PERP"));
                var (_, answer) = await bazaar.World.Ask(HttpMethod.Patch, path, body);

                Assert.True(isPermitted == ((string?)answer["name"] != "parameters_invalid"), $"{field} = {value}: {answer}");
                if (!isPermitted)
                    Assert.Contains(field, (string)answer["field"]!, StringComparison.Ordinal);
                else if (answer["id"] is { } id)
                    await bazaar.Post($"proposals/{(string)id!}/withdraw");
            }
        }
    }

    private static (string Path, string Body) Change(Type rules, string field, decimal value, JsonNode instrument)
    {
        var number = value.ToString("0.#########", CultureInfo.InvariantCulture);
        var (group, member) = field.Split('.') is [var first, var second] ? (first, second) : ("", field);
        if (rules == typeof(VenueParameters))
            return ("venue", $$$"""{"rules":{"{{{field}}}":{{{(field == "trades_kept" ? number : $"\"{number}\"")}}} } }""");

        if (rules == typeof(AssetParameters))
            return ("assets/USD", $$"""{"{{field}}":"{{number}}"}""");

        if (rules != typeof(InstrumentParameters))
        {
            var body =
                field == "weights" ? $$$"""{"weights":{"x":{{{number}}} } }""" : $$$"""{"limits":{"{{{member}}}":"{{{number}}}"} }""";
            return ("indices/BTC%2FUSD", body);
        }

        var whole = instrument["rules"]![group]!.DeepClone();
        whole[member] = number;
        if (group == "fees")
            whole["maker"] = "0";

        return ("instruments/PERP", new JsonObject { [group] = whole }.ToJsonString());
    }
}
