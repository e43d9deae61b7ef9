using System.Text.Json.Nodes;

namespace Plimsoll.Server.Tests.Api;

/// <summary>What is new is listed by one; what changes takes two.</summary>
public sealed class ParameterTests
{
    private const string Tiers =
        """{"tiers":[{"floor":"0","initial_margin_rate":"0.1","maintenance_margin_rate":"0.05"},{"floor":"1000","initial_margin_rate":"0.2","maintenance_margin_rate":"0.1"}],"style":"progressive"}""";

    [Fact, Trait("Criterion", "API-030")]
    public async Task Listed_by_rules_it_is_shown_with_the_same_rules()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        await bazaar.Post(
            "indices",
            """{"index":"ETH/USD","decimals":2,"sources":[{"source":"a"},{"source":"b","weight":3}],"limits":{"stale_after":"60"}}"""
        );
        await bazaar.Post(
            "assets",
            """{"rules":{"asset":"ETH","decimals":4,"index":"ETH/USD","haircuts":[{"haircut":"0.05","up_to":"10"},{"haircut":"0.2"}]}}"""
        );
        await bazaar.Post(
            "instruments",
            $$"""{"rules":{"instrument":"ETH-PERP","kind":"perpetual","payoff":"linear","index":"ETH/USD","settlement_asset":"USD","price_decimals":2,"amount_decimals":2,"multiplier":"100","tick_size":"0.05","lot_size":"0.2","margin":{{Tiers}},"fees":{"maker":"0.0002","taker":"0.0005","liquidation":"0.01"} } }"""
        );

        var index = (await bazaar.Get("indices/ETH%2FUSD"))["rules"]!;
        var asset = (await bazaar.Get("assets/ETH"))["rules"]!;
        var rules = (await bazaar.Get("instruments/ETH-PERP"))["rules"]!;

        Assert.Equal(("60", 3), ((string)index["limits"]!["stale_after"]!, (int)index["sources"]![1]!["weight"]!));
        Assert.Equal(("0.05", "10"), ((string)asset["haircuts"]![0]!["haircut"]!, (string)asset["haircuts"]![0]!["up_to"]!));
        Assert.Equal(("0.05", "0.2", "100"), ((string)rules["tick_size"]!, (string)rules["lot_size"]!, (string)rules["multiplier"]!));
        Assert.Equal(
            ("1000", "50", "progressive"),
            (
                (string)rules["margin"]!["tiers"]![1]!["floor"]!,
                (string)rules["margin"]!["tiers"]![1]!["maintenance_amount"]!,
                (string)rules["margin"]!["style"]!
            )
        );
        Assert.Equal("0.0005", (string)rules["fees"]!["taker"]!);
    }

    [Theory, Trait("Criterion", "API-031")]
    [InlineData("assets", """{"rules":{"asset":"USD","decimals":2}}""", "name_taken", "symbol")]
    [InlineData("assets", """{"rules":{"asset":"X","decimals":19}}""", "bad_value", "rules.decimals")]
    [InlineData("assets", """{}""", "missing_member", "symbol")]
    [InlineData("instruments", """{"model":"no-such","symbol":"X","index":"BTC/USD","settlement_asset":"USD"}""", "not_found", "model")]
    [InlineData("instruments", """{"model":"x","rules":null,"symbol":"X"}""", "missing_member", "settlement_asset")]
    [InlineData("schemes", """{"model":"no-such","underlyings":{"BTC":"BTC/USD"}}""", "not_found", "model")]
    [InlineData("schemes", """{"model":"no-such","underlyings":{"BTC":"ETH/USD"}}""", "not_found", "underlyings.BTC")]
    public async Task What_cannot_be_listed_is_told(string path, string body, string name, string field)
    {
        await using var bazaar = await Bazaar.OpenAsync();

        var (_, problem, place) = await bazaar.Refused(HttpMethod.Post, path, body);

        Assert.Equal((name, field), (problem, place));
        bazaar.As("alice");
        Assert.Equal((403, "not_allowed", null), await bazaar.Refused(HttpMethod.Post, path, body));
    }

    [Fact, Trait("Criterion", "API-032")]
    public async Task A_change_takes_two_and_holds_from_the_approval()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        var proposed = await bazaar.World.Ok(HttpMethod.Patch, "instruments/PERP", $$"""{"margin":{{Tiers}}}""");
        var number = (string)proposed["id"]!;

        var waiting = (await bazaar.Get("proposals"))["items"]![0]!;
        var alone = await bazaar.Refused(HttpMethod.Post, $"proposals/{number}/approve");
        bazaar.As("admin");
        var admin = await bazaar.Refused(HttpMethod.Post, $"proposals/{number}/approve");
        bazaar.As("other");
        await bazaar.Post($"proposals/{number}/approve");
        var rules = (await bazaar.Get("instruments/PERP"))["rules"]!;

        Assert.Equal("0.1", (string)waiting["rules"]!["instrument"]!["margin"]!["tiers"]![1]!["maintenance_margin_rate"]!);
        Assert.Null(waiting["effective_at"]);
        Assert.Equal("risk", (string)waiting["proposed_by"]!["label"]!);
        Assert.Equal(12, ((string)waiting["proposed_by"]!["key"]!).Length);
        Assert.Equal((409, "same_person"), (alone.Status, alone.Name));
        Assert.Equal((403, "not_allowed"), (admin.Status, admin.Name));
        Assert.Equal(2, rules["margin"]!["tiers"]!.AsArray().Count);
        Assert.Empty((await bazaar.Get("proposals"))["items"]!.AsArray());
    }

    [Fact, Trait("Criterion", "API-033")]
    public async Task A_change_waits_for_its_time()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        var proposed = await bazaar.World.Ok(
            HttpMethod.Patch,
            "venue",
            """{"rules":{"margin_call_multiple":"1.5"},"effective_at":"2150-01-01T00:00:00Z"}"""
        );
        bazaar.As("other");
        await bazaar.Post($"proposals/{(string)proposed["id"]!}/approve");

        var change = (await bazaar.Get("changes"))["items"]![0]!;
        var venue = await bazaar.Get("venue");

        Assert.Equal(
            ("2150-01-01T00:00:00Z", "1.5"),
            ((string)change["effective_at"]!, (string)change["rules"]!["venue"]!["margin_call_multiple"]!)
        );
        Assert.Equal("1.25", (string)venue["rules"]!["margin_call_multiple"]!);
    }

    [Fact, Trait("Criterion", "API-032")]
    public async Task A_proposal_can_be_withdrawn_and_a_wrong_one_is_refused_at_once()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        var proposed = await bazaar.World.Ok(
            HttpMethod.Patch,
            "indices/BTC%2FUSD",
            """{"weights":{"x":2},"limits":{"stale_after":"30"}}"""
        );
        await bazaar.World.Ok(HttpMethod.Patch, "assets/USD", """{"venue_cap":"1000000"}""");

        var wrong = await bazaar.Refused(HttpMethod.Patch, "venue", """{"rules":{"pause_longest":"1"}}""");
        var unknown = await bazaar.Refused(HttpMethod.Patch, "indices/BTC%2FUSD", """{"weights":{"q":2}}""");
        await bazaar.Post($"proposals/{(string)proposed["id"]!}/withdraw");
        var again = await bazaar.Refused(HttpMethod.Post, $"proposals/{(string)proposed["id"]!}/withdraw");

        Assert.Equal((422, "parameters_invalid", "rules.pause_longest"), wrong);
        Assert.Equal((404, "not_found", "weights.q"), unknown);
        Assert.Equal((404, "unknown_proposal"), (again.Status, again.Name));
        Assert.Single((await bazaar.Get("proposals"))["items"]!.AsArray());
    }

    [Fact, Trait("Criterion", "API-032")]
    public async Task What_a_proposal_changes_is_shown_field_by_field_with_who_proposed_and_who_approved()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        var before = (await bazaar.Get("instruments/PERP"))["rules"]!["fees"]!;
        bazaar.As("risk");
        var proposed = await bazaar.World.Ok(
            HttpMethod.Patch,
            "instruments/PERP",
            """{"fees":{"maker":"0","taker":"0.0007","liquidation":"0.01"},"effective_at":"2150-01-01T00:00:00Z"}"""
        );
        var waiting = (await bazaar.Get("proposals"))["items"]![0]!["changes"]!.AsArray();
        bazaar.As("other");
        await bazaar.Post($"proposals/{(string)proposed["id"]!}/approve");

        var change = (await bazaar.Get("changes"))["items"]![0]!;
        bazaar.As("auditor");
        var audit = (await bazaar.Get("audit?limit=1000"))["items"]!.AsArray();
        var asked = audit.Single(each => ((string)each!["asked"]!).StartsWith("propose change_instrument", StringComparison.Ordinal))!;
        var approved = audit.Single(each => ((string)each!["asked"]!).StartsWith("approve", StringComparison.Ordinal))!;

        var taker = waiting.Single(each => (string)each!["field"]! == "fees.taker")!;
        Assert.Equal(((string)before["taker"]!, "0.0007"), ((string)taker["from"]!, (string)taker["to"]!));
        Assert.All(waiting, each => Assert.StartsWith("fees.", (string)each!["field"]!, StringComparison.Ordinal));
        Assert.True(JsonNode.DeepEquals(waiting, change["changes"]));
        Assert.True(JsonNode.DeepEquals(waiting, asked["changes"]));
        Assert.True(JsonNode.DeepEquals(waiting, approved["changes"]));
        Assert.Equal((string)proposed["id"]!, (string)change["proposal"]!);
        Assert.Equal(("risk", "second risk manager"), ((string)change["proposed_by"]!["label"]!, (string)change["approved_by"]!["label"]!));
        Assert.Contains(
            $"proposed_by={(string)change["proposed_by"]!["key"]!} (risk)",
            (string)approved["asked"]!,
            StringComparison.Ordinal
        );
        Assert.Equal("risk", (string)asked["label"]!);
        Assert.Null(audit[0]!["changes"]);
    }

    [Theory, Trait("Criterion", "API-041")]
    [InlineData("instruments/PERP", "{}")]
    [InlineData("venue", """{"rules":{}}""")]
    [InlineData("venue", """{"rules":{"margin_call_multiple":"1.25"}}""")]
    [InlineData("indices/BTC%2FUSD", """{"weights":{"x":1},"effective_at":"2150-01-01T00:00:00Z"}""")]
    [InlineData("assets/USD", """{"haircuts":[{"haircut":"0"}]}""")]
    public async Task A_change_of_nothing_is_refused(string path, string body)
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");

        Assert.Equal((422, "nothing_changes", null), await bazaar.Refused(HttpMethod.Patch, path, body));

        Assert.Empty((await bazaar.Get("proposals"))["items"]!.AsArray());
    }

    [Fact, Trait("Criterion", "API-038")]
    public async Task Who_is_told_to_wait_is_told_for_which_proposal()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        var first = (string)(await bazaar.World.Ok(HttpMethod.Patch, "venue", """{"rules":{"trades_kept":5}}"""))["id"]!;
        bazaar.As("other");

        var (_, refused) = await bazaar.World.Ask(HttpMethod.Patch, "venue", """{"rules":{"trades_kept":6}}""", "again");
        var (_, repeated) = await bazaar.World.Ask(HttpMethod.Patch, "venue", """{"rules":{"trades_kept":6}}""", "again");

        Assert.Equal("proposal_waits", (string)refused["name"]!);
        Assert.Contains($"proposal {first} of the key ", (string)refused["detail"]!, StringComparison.Ordinal);
        Assert.Contains("(risk) waits: change_venue", (string)refused["detail"]!, StringComparison.Ordinal);
        Assert.Contains($"/proposals/{first}/withdraw", (string)refused["advice"]!, StringComparison.Ordinal);
        Assert.Equal((string)refused["detail"]!, (string)repeated["detail"]!);
    }

    [Fact, Trait("Criterion", "API-042"), Trait("Criterion", "LEDG-012")]
    public async Task A_change_for_later_does_not_undo_what_was_decided_in_between()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        var later = await bazaar.World.Ok(
            HttpMethod.Patch,
            "venue",
            """{"rules":{"margin_call_multiple":"1.5"},"effective_at":"2150-01-01T00:00:00Z"}"""
        );
        var asset = await bazaar.World.Ok(HttpMethod.Patch, "assets/USD", """{"account_cap":"500"}""");
        bazaar.As("other");
        await bazaar.Post($"proposals/{(string)later["id"]!}/approve");
        var soon = await bazaar.World.Ok(HttpMethod.Patch, "venue", """{"rules":{"trades_kept":7}}""");
        bazaar.As("risk");
        await bazaar.Post($"proposals/{(string)soon["id"]!}/approve");

        var change = (await bazaar.Get("changes"))["items"]![0]!;
        var proposal = (await bazaar.Get("proposals"))["items"]![0]!;

        var only = change["changes"]!.AsArray().Single()!;
        Assert.Equal(("margin_call_multiple", "1.25", "1.5"), ((string)only["field"]!, (string)only["from"]!, (string)only["to"]!));
        Assert.Equal(7, (int)change["rules"]!["venue"]!["trades_kept"]!);
        Assert.Equal((string)asset["id"]!, (string)proposal["proposal"]!);
    }

    [Theory, Trait("Criterion", "API-043")]
    [InlineData("venue", """{"rules":{"pause_longest":"1"}}""", "rules.pause_longest", "permitted is 60 to 2592000; found 1.")]
    [InlineData(
        "instruments/PERP",
        """{"fees":{"maker":"0","taker":"0.4","liquidation":"0"}}""",
        "fees.taker",
        "permitted is 0 to 0.1; found 0.4."
    )]
    [InlineData(
        "indices/BTC%2FUSD",
        """{"limits":{"stale_after":"0"}}""",
        "limits.stale_after",
        "permitted is above 0 and at most 86400; found 0."
    )]
    [InlineData("indices/BTC%2FUSD", """{"weights":{"y":0}}""", "weights.y", "permitted is 1 to 1000; found 0.")]
    [InlineData("assets/USD", """{"conversion_discount":"0.6"}""", "conversion_discount", "permitted is 0 to 0.5; found 0.6.")]
    public async Task What_is_out_of_range_is_told_with_what_is_permitted(string path, string body, string field, string detail)
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");

        var (_, refused) = await bazaar.World.Ask(HttpMethod.Patch, path, body);

        Assert.Equal(
            ("parameters_invalid", field, detail),
            ((string)refused["name"]!, (string)refused["field"]!, (string)refused["detail"]!)
        );
    }

    [Fact, Trait("Criterion", "API-043")]
    public async Task A_listing_out_of_range_is_told_with_what_is_permitted_where_the_request_has_it()
    {
        await using var bazaar = await Bazaar.OpenAsync();

        var (_, refused) = await bazaar.World.Ask(
            HttpMethod.Post,
            "instruments",
            $$"""{"rules":{"instrument":"P2","kind":"perpetual","payoff":"linear","index":"BTC/USD","settlement_asset":"USD","price_decimals":0,"amount_decimals":0,"tick_size":"1","lot_size":"1","margin":{{Tiers}},"fees":{"maker":"-0.2","taker":"0.01","liquidation":"0"} } }"""
        );

        Assert.Equal("rules.fees.maker", (string)refused["field"]!);
        Assert.Equal("permitted is -0.01 (a rebate no larger than fees.taker) to 0.1; found -0.2.", (string)refused["detail"]!);
    }

    [Theory, Trait("Criterion", "API-046")]
    [InlineData("""{"fees":{"taker":"0.0004"}}""", "fees.maker", "fees is taken whole: maker, taker, liquidation.")]
    [InlineData(
        """{"mark":{"basis_clamp":"0.01"}}""",
        "mark.basis_time_constant",
        "mark is taken whole: basis_time_constant, basis_clamp, last_clamp."
    )]
    public async Task What_is_taken_whole_is_told_when_some_of_it_is_missing(string body, string field, string detail)
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");

        var (status, problem) = await bazaar.World.Ask(HttpMethod.Patch, "instruments/PERP", body);

        Assert.Equal(
            (400, "missing_member", field, detail),
            ((int)status, (string)problem["name"]!, (string)problem["field"]!, (string)problem["detail"]!)
        );
    }

    [Fact, Trait("Criterion", "API-034")]
    public async Task A_mark_by_hand_takes_two()
    {
        const string Mark = """{"price":"97","until":"2150-01-01T00:00:00Z"}""";
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        await bazaar.World.Ok(HttpMethod.Put, "instruments/PERP/mark_override", Mark);
        var alone = await bazaar.Refused(HttpMethod.Post, "instruments/PERP/mark_override/approve", Mark);
        bazaar.As("other");
        var (_, later) = await bazaar.World.Ask(
            HttpMethod.Post,
            "instruments/PERP/mark_override/approve",
            """{"price":"97","until":"2150-01-01T00:00:01Z"}"""
        );
        await bazaar.Post("instruments/PERP/mark_override/approve", Mark);

        var mark = (string)(await bazaar.Get("tickers/PERP"))["mark_price"]!;
        var shown = (await bazaar.Get("instruments/PERP"))["mark_override"]!;
        await bazaar.World.Ok(HttpMethod.Delete, "instruments/PERP/mark_override");

        Assert.InRange(alone.Status, 403, 422);
        Assert.Equal(("no_proposal", "price", null), ((string)later["name"]!, (string)later["field"]!, (string?)later["sequence"]));
        Assert.Equal(("97", "97"), (mark, (string)shown["price"]!));
        Assert.Equal(("risk", "second risk manager"), ((string)shown["proposed_by"]!["label"]!, (string)shown["approved_by"]!["label"]!));
    }

    [Fact, Trait("Criterion", "API-035")]
    public async Task A_surface_is_taken_in_and_a_wrong_one_told()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("book");

        var set = await bazaar.World.Ok(
            HttpMethod.Put,
            "indices/BTC%2FUSD/surface",
            """{"slices":[{"expiry":"2150-01-01T00:00:00Z","forward":"100","a":"0.04","b":"0.1","rho":"-0.3","m":"0","sigma":"0.1"}]}"""
        );
        var digits = await bazaar.Refused(
            HttpMethod.Put,
            "indices/BTC%2FUSD/surface",
            """{"slices":[{"expiry":"2150-01-01T00:00:00Z","forward":"0.0000000001","a":"0.04","b":"0.1","rho":"-0.3","m":"0","sigma":"0.1"}]}"""
        );

        Assert.True((long)set["sequence"]! > 0);
        Assert.Equal((400, "bad_value", "slices[0].forward"), digits);
    }

    [Fact, Trait("Criterion", "API-036"), Trait("Criterion", "HOST-060")]
    public async Task The_audit_log_says_who_asked_what_refused_or_not()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        await bazaar.Refused(HttpMethod.Post, "accounts", """{"name":"alice"}""");
        bazaar.As("auditor");

        var items = new List<JsonNode>();
        string? next = "0";
        while (next is not null)
        {
            var page = await bazaar.Get($"audit?limit=3&after={next}");
            items.AddRange(page["items"]!.AsArray().Select(each => each!));
            next = (string?)page["next"];
        }

        var asked = items.ConvertAll(each => (string)each["asked"]!);
        Assert.Contains("deposit_collateral account=alice asset=USD amount=100", asked);
        Assert.Contains(
            asked,
            text => text.StartsWith("create_key key=", StringComparison.Ordinal) && text.Contains("label=risk", StringComparison.Ordinal)
        );
        Assert.Equal(("open_account name=alice owner=alice", "name_taken"), ((string)items[^1]["asked"]!, (string)items[^1]["reason"]!));
        Assert.NotNull((string?)items[^1]["key"]);
        Assert.DoesNotContain(asked, text => text.Contains("salt", StringComparison.Ordinal));
        Assert.Equal(items.Select(each => (long)each["sequence"]!).Order(), items.Select(each => (long)each["sequence"]!));
        bazaar.As("risk");
        Assert.Equal((403, "not_allowed", null), await bazaar.Refused(HttpMethod.Get, "audit"));
    }

    [Fact, Trait("Criterion", "API-040")]
    public async Task A_batch_runs_in_order_and_each_has_its_own_result()
    {
        await using var bazaar = await Bazaar.OpenAsync();

        var batch = await bazaar.Post(
            "batch",
            """{"operations":[{"operation":"accounts.open","request":{"name":"carol"}},{"operation":"accounts.open","request":{"name":"carol"}},{"operation":"collateral.deposit","request":{"account":"carol","asset":"USD","amount":"7"},"idempotency_key":"k"},{"operation":"accounts.margin","request":{"account":"carol"}},{"operation":"orders.place","request":{}},{"operation":"batch","request":{"operations":[]}}]}"""
        );
        var results = batch["results"]!.AsArray();

        Assert.Equal([200, 409, 200, 200, 400, 404], results.Select(each => (int)each!["status"]!));
        Assert.Equal("7", (string)results[3]!["answer"]!["equity"]!);
        Assert.Equal("name_taken", (string)results[1]!["problem"]!["name"]!);
        bazaar.As("alice");
        var own = await bazaar.Post("batch", """{"operations":[{"operation":"accounts.margin","request":{"account":"bob"}}]}""");
        Assert.Equal(403, (int)own["results"]![0]!["status"]!);
        Assert.Equal((400, "bad_value", "operations"), await bazaar.Refused(HttpMethod.Post, "batch", """{"operations":[]}"""));
    }
}
