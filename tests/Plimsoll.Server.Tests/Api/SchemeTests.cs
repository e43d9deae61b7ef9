using System.Globalization;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Tests.Api;

/// <summary>Schemes, models and surfaces over the API.</summary>
public sealed class SchemeTests
{
    private const string Scheme = """{"model":"paradex-pm","underlyings":{"BTC":"BTC/USD"}}""";

    [Fact, Trait("Criterion", "API-030")]
    public async Task An_instrument_is_listed_as_a_model_has_it()
    {
        await using var bazaar = await Bazaar.OpenAsync();

        await bazaar.Post(
            "instruments",
            """{"model":"kraken-futures","symbol":"PF_ETHUSD","index":"BTC/USD","settlement_asset":"USD","tick_size":"1","lot_size":"1"}"""
        );
        var listed = await bazaar.Get("instruments/PF_ETHUSD");
        var again = await bazaar.Refused(
            HttpMethod.Post,
            "instruments",
            """{"model":"kraken-futures","symbol":"PF_ETHUSD","index":"BTC/USD","settlement_asset":"USD","tick_size":"1","lot_size":"1"}"""
        );
        var open = await bazaar.Refused(
            HttpMethod.Post,
            "instruments",
            """{"model":"kraken-futures","symbol":"PF_SOLUSD","index":"BTC/USD","settlement_asset":"USD"}"""
        );

        Assert.Equal(("perpetual", "USD"), ((string)listed["rules"]!["kind"]!, (string)listed["rules"]!["settlement_asset"]!));
        Assert.Equal((409, "name_taken"), (again.Status, again.Name));
        Assert.Equal((400, "model"), (open.Status, open.Field));
    }

    [Fact, Trait("Criterion", "API-030"), Trait("Criterion", "API-010")]
    public async Task A_scheme_is_listed_shown_and_chosen()
    {
        await using var bazaar = await Bazaar.OpenAsync();

        await bazaar.Post("schemes", Scheme);
        var shown = (await bazaar.Get("schemes"))["items"]![0]!;
        await bazaar.World.Ok(HttpMethod.Put, "accounts/alice/scheme", """{"scheme":"paradex-pm"}""");
        var margin = await bazaar.Get("accounts/alice");
        var why = (string)(await bazaar.Get("accounts/alice/explanation"))["text"]!;
        var unknown = await bazaar.Refused(HttpMethod.Put, "accounts/alice/scheme", """{"scheme":"nothing"}""");

        Assert.Equal(("paradex-pm", "BTC/USD"), ((string)shown["scheme"]!, (string)shown["underlyings"]!["BTC"]!));
        Assert.Equal("paradex-pm", (string)margin["scheme"]!);
        Assert.NotEmpty(why);
        Assert.Equal((404, "scheme"), (unknown.Status, unknown.Field));
    }

    [Fact, Trait("Criterion", "HOST-010")]
    public async Task A_scheme_that_is_listed_again_under_its_key_is_answered_as_before()
    {
        await using var bazaar = await Bazaar.OpenAsync();

        var first = await bazaar.World.Ok(HttpMethod.Post, "schemes", Scheme, "once");
        var again = await bazaar.World.Ok(HttpMethod.Post, "schemes", Scheme, "once");
        var (status, other) = await bazaar.World.Ask(HttpMethod.Post, "accounts", """{"name":"carol"}""", "once");

        Assert.Equal(((long)first["sequence"]!, true), ((long)again["sequence"]!, (bool)again["is_repeat"]!));
        Assert.Equal((409, "idempotency_key_reused"), ((int)status, (string)other["name"]!));
    }

    [Fact, Trait("Criterion", "API-032"), Trait("Criterion", "API-037")]
    public async Task A_scheme_is_changed_by_two_and_keeps_its_name()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        await bazaar.Post("schemes", Scheme);
        var before = (await bazaar.Get("schemes"))["items"]![0]!;
        bazaar.As("risk");
        var proposed = await bazaar.World.Ok(HttpMethod.Patch, "schemes/paradex-pm", """{"model":"plimsoll-var"}""");
        var waiting = (await bazaar.Get("proposals"))["items"]![0]!;
        var alone = await bazaar.Refused(HttpMethod.Post, $"proposals/{(string)proposed["id"]!}/approve");
        bazaar.As("other");
        await bazaar.Post($"proposals/{(string)proposed["id"]!}/approve");
        var after = (await bazaar.Get("schemes"))["items"]![0]!;
        bazaar.As("auditor");
        var audit = (await bazaar.Get("audit?limit=1000"))["items"]!.AsArray().Select(entry => (string)entry!["asked"]!).ToList();

        Assert.Equal((409, "same_person"), (alone.Status, alone.Name));
        Assert.Equal("paradex-pm", (string)waiting["rules"]!["scheme"]!["scheme"]!);
        Assert.Equal("paradex-pm", (string)after["scheme"]!);
        Assert.NotEqual((string)before["rule"]!, (string)after["rule"]!);
        Assert.Equal(before["underlyings"]!.ToJsonString(), after["underlyings"]!.ToJsonString());
        Assert.Contains(audit, asked => asked.StartsWith("propose change_scheme", StringComparison.Ordinal));
    }

    [Theory, Trait("Criterion", "API-037")]
    [InlineData("nothing", """{"model":"plimsoll-var"}""", 404, "scheme")]
    [InlineData("standard", """{"model":"plimsoll-var"}""", 400, "scheme")]
    [InlineData("paradex-pm", """{"model":"no-such"}""", 404, "model")]
    [InlineData("paradex-pm", """{"model":"kraken-futures"}""", 400, "model")]
    [InlineData("paradex-pm", """{"model":"plimsoll-var","underlyings":{"BTC":"ETH/USD"}}""", 404, "underlyings.BTC")]
    public async Task What_no_scheme_can_be_is_told_when_it_is_proposed(string scheme, string body, int status, string field)
    {
        await using var bazaar = await Bazaar.OpenAsync();
        await bazaar.Post("schemes", Scheme);
        bazaar.As("risk");

        var refused = await bazaar.Refused(HttpMethod.Patch, $"schemes/{scheme}", body);

        Assert.Equal((status, field), (refused.Status, refused.Field));
    }

    [Fact, Trait("Criterion", "API-035")]
    public async Task A_surface_is_shown_as_it_was_set()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("alice");
        var none = await bazaar.Get("indices/BTC%2FUSD/surface");
        const string Slices =
            """[{"expiry":"2100-01-01T08:00:00Z","forward":"101.5","a":"0.04","b":"0.1","rho":"-0.3","m":"0","sigma":"0.1"},{"expiry":"2100-02-01T08:00:00Z","forward":"102.000000001","a":"0.08","b":"0.1","rho":"0","m":"0.01","sigma":"0.2"}]""";
        bazaar.As("book");
        await bazaar.World.Ok(HttpMethod.Put, "indices/BTC%2FUSD/surface", $$"""{"slices":{{Slices}}}""");
        bazaar.As("alice");

        var set = await bazaar.Get("indices/BTC%2FUSD/surface");

        Assert.Equal((null, 0), ((string?)none["set_at"], none["slices"]!.AsArray().Count));
        Assert.Equal("100", (string)set["index_price"]!);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Slices), set["slices"]), set["slices"]!.ToJsonString());
    }

    [Fact, Trait("Criterion", "API-038"), Trait("Criterion", "HOST-040")]
    public async Task A_second_proposal_on_one_thing_is_refused_while_the_first_waits()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        var first = await bazaar.World.Ok(HttpMethod.Patch, "instruments/PERP", """{"max_order_amount":"1000"}""");
        bazaar.As("other");
        var second = await bazaar.Refused(HttpMethod.Patch, "instruments/PERP", """{"max_order_amount":"2000"}""");
        var elsewhere = await bazaar.World.Ok(HttpMethod.Patch, "venue", """{"rules":{"margin_call_multiple":"1.5"}}""");
        await bazaar.Post($"proposals/{(string)first["id"]!}/approve");
        var anew = await bazaar.World.Ok(HttpMethod.Patch, "instruments/PERP", """{"max_order_amount":"3000"}""");
        bazaar.As("risk");
        await bazaar.Post($"proposals/{(string)anew["id"]!}/withdraw");
        await bazaar.World.Ok(HttpMethod.Patch, "instruments/PERP", """{"max_order_amount":"4000"}""");

        var waiting = (await bazaar.Get("proposals"))["items"]!.AsArray();

        Assert.Equal((409, "proposal_waits"), (second.Status, second.Name));
        Assert.Equal(
            4_000m,
            decimal.Parse((string)waiting[1]!["rules"]!["instrument"]!["max_order_amount"]!, CultureInfo.InvariantCulture)
        );
        Assert.Equal([(string)elsewhere["id"]!], waiting.Take(1).Select(each => each!["proposal"]!.ToString()));
    }

    [Fact, Trait("Criterion", "API-039")]
    public async Task What_is_shown_once_takes_no_idempotency_key()
    {
        await using var bazaar = await Bazaar.OpenAsync();

        var (status, problem) = await bazaar.World.Ask(HttpMethod.Post, "keys", """{"label":"x","roles":["risk"]}""", "once");
        var listed = await bazaar.World.Ok(
            HttpMethod.Post,
            "indices",
            """{"index":"ETH/USD","decimals":2,"sources":[{"source":"a"}]}""",
            "once"
        );

        Assert.Equal((400, "idempotency_key"), ((int)status, (string)problem["field"]!));
        Assert.Null((string?)listed["id"]);
    }
}
