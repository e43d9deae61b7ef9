using System.Text.Json.Nodes;
using Plimsoll.Server.Api.Catalog;
using Plimsoll.Server.Api.Reference;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Api;

/// <summary>Whoever hears nothing asks again, and by then what was asked about may be over: the answer is the first one.</summary>
public sealed class RepeatTests
{
    [Fact, Trait("Criterion", "API-056"), Trait("Criterion", "HOST-010")]
    public async Task Every_operation_that_takes_a_key_is_answered_again_also_when_what_it_is_about_is_over()
    {
        await using var world = await ServerWorld.StartAsync(new() { IsListed = false });
        var keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["admin"] = world.Admin };
        foreach (var name in new[] { "other", "second" })
            keys[name] = (string)
                (await world.Ok(HttpMethod.Post, "keys", $$"""{"label":"{{name}}","roles":["matching_engine","risk"]}"""))["secret"]!;

        (string Operation, string Request)[] asked =
        [
            // As a model has it, the first asset looks otherwise once it is there.
            ("assets.create", """{"rules":{"asset":"USD","decimals":4}}"""),
            .. ExampleRequests.All.Where(each => IsKeyed(each.Operation)).Select(each => (each.Operation, each.Request.ToJsonString())),
            ("venue.pause", "{}"),
            ("venue.resume", "{}"),
            (
                "instruments.create",
                """{"model":"kraken-futures","symbol":"PF_ETHUSD","index":"BTC/USD","settlement_asset":"USD","tick_size":"1","lot_size":"1"}"""
            ),
        ];
        var first = new List<JsonNode>();
        for (var i = 0; i < asked.Length; i++)
        {
            var (operation, request) = asked[i] = (asked[i].Operation, await Told(asked[i].Operation, asked[i].Request));
            if (operation == "collateral.transfer")
            {
                Accepted(await Do("admin", "accounts.open", """{"name":"alice.hedge","owner":"alice"}""", null));
                Accepted(await Do("admin", "accounts.open", """{"name":"bob"}""", null));
                Accepted(await Do("admin", "collateral.deposit", """{"account":"bob","asset":"USD","amount":"50000"}""", null));
            }

            first.Add(await Do(By(operation), operation, request, $"k-{first.Count}"));
            Assert.True(first[^1]["sequence"] is not null, $"{operation}: {first[^1]}");
        }

        // All that waits takes effect, and on what was changed comes another change: nothing is in force any more as it was.
        world.Use(keys["second"]);
        foreach (var waiting in (await world.Ok(HttpMethod.Get, "proposals"))["items"]!.AsArray())
            await Do("second", "proposals.approve", $$"""{"proposal":"{{waiting!["proposal"]}}"}""", null);

        foreach (
            var (operation, other) in new[]
            {
                ("assets.propose_change", """{"asset":"BTC","account_cap":"5"}"""),
                ("venue.propose_change", """{"rules":{"trades_kept":7}}"""),
            }
        )
        {
            var proposed = Accepted(await Do("other", operation, other, null));
            Accepted(await Do("second", "proposals.approve", $$"""{"proposal":"{{(string)proposed["id"]!}}"}""", null));
        }

        for (var i = 0; i < asked.Length; i++)
        {
            var again = await Do(By(asked[i].Operation), asked[i].Operation, asked[i].Request, $"k-{i}");
            Assert.True((bool?)again["is_repeat"] == true, $"{asked[i].Operation}: {again} after {first[i]}");
            Assert.Equal((long)first[i]["sequence"]!, (long)again["sequence"]!);
            Assert.Equal((int?)first[i]["code"], (int?)again["code"]);
        }

        var keyed = ApiCatalog.All.Where(each => each.TakesIdempotencyKey && each.Name != "batch").Select(each => each.Name);
        Assert.Equal(keyed.Order(), asked.Select(each => each.Operation).Distinct().Order());

        // What only an answer before it gives out: the number of a proposal or of a change.
        async Task<string> Told(string operation, string request)
        {
            var changes = (await world.Ask(HttpMethod.Get, "changes")).Answer;
            var body = JsonNode.Parse(request)!;
            foreach (var member in new[] { "proposal", "change" })
            {
                if (ExampleRequests.FromAnswer(operation, member, AnswerOf) is { } told)
                    body[member] = told;
            }

            return body.ToJsonString();

            JsonNode? AnswerOf(string of) =>
                of == "changes.list" ? changes : first.ElementAtOrDefault(Array.FindIndex(asked, each => each.Operation == of));
        }

        async Task<JsonNode> Do(string who, string operation, string request, string? key)
        {
            world.Use(keys[who]);
            var own = key is null ? "" : $$""","idempotency_key":"{{key}}" """;
            var batch = await world.Ok(
                HttpMethod.Post,
                "batch",
                $$"""{"operations":[{"operation":"{{operation}}","request":{{request}}{{own}}}]}"""
            );
            var result = batch["results"]![0]!;
            return (result["answer"] ?? result["problem"])!;
        }

        static JsonNode Accepted(JsonNode answer)
        {
            Assert.True(answer["code"] is null, answer.ToJsonString());
            return answer;
        }
    }

    [Theory, Trait("Criterion", "API-056")]
    [InlineData("orders.cancel", "order_id", "")]
    [InlineData("orders.cancel", "client_order_id", "")]
    [InlineData("orders.done", "order_id", "")]
    [InlineData("orders.done", "client_order_id", "")]
    [InlineData("orders.amend", "order_id", ""","amount":"2","price":"99" """)]
    [InlineData("orders.amend", "client_order_id", ""","amount":"2","price":"99" """)]
    public async Task What_was_done_to_an_order_is_answered_again_after_its_end(string operation, string member, string rest)
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var known = ApiCatalog.Find(operation)!;
        world.Use((await world.Key("matching_engine")).Secret);
        var id = (string)(await world.Ok(HttpMethod.Post, "orders", VenueSteps.Order("alice", 5, 100, "mine")))["id"]!;
        var other = (string)(await world.Ok(HttpMethod.Post, "orders", VenueSteps.Order("alice", 5, 100, "yours")))["id"]!;

        var first = await Ask("alice", member == "order_id" ? id : "mine", "k");
        await Ask("alice", member == "order_id" ? id : "mine", "end", "orders.cancel", "");
        var again = await Ask("alice", member == "order_id" ? id : "mine", "k");
        var reused = await Ask("alice", member == "order_id" ? other : "yours", "k");
        var anew = await Ask("alice", member == "order_id" ? id : "mine", "new");
        var foreign = await Ask("bob", member == "order_id" ? other : "yours", "foreign");

        Assert.True(first["code"] is null, first.ToJsonString());
        Assert.True((bool?)again["is_repeat"] == true, again.ToJsonString());
        Assert.Equal((long)first["sequence"]!, (long)again["sequence"]!);
        Assert.Equal("idempotency_key_reused", (string)reused["name"]!);
        Assert.Equal(404, (int)anew["status"]!);
        Assert.Equal((404, member), ((int)foreign["status"]!, operation == "orders.amend" ? member : (string)foreign["field"]!));

        async Task<JsonNode> Ask(string account, string name, string key, string? method = null, string? more = null)
        {
            var asked = method is null ? known : ApiCatalog.Find(method)!;
            var body = $$"""{"account":"{{account}}","{{member}}":"{{name}}"{{more ?? rest}}}""";
            return (await world.Ask(HttpMethod.Parse(asked.Method), asked.Route.TrimStart('/'), body, key)).Answer;
        }
    }

    private static bool IsKeyed(string operation) => operation != "batch" && ApiCatalog.Find(operation)!.TakesIdempotencyKey;

    /// <summary>Nobody approves what the same key proposed, or one that it made.</summary>
    private static string By(string operation) =>
        operation.EndsWith(".approve", StringComparison.Ordinal) ? "second"
        : operation.Contains(".propose", StringComparison.Ordinal) ? "other"
        : Permissions.Of(ApiCatalog.Find(operation)!.Permission).Allows(ApiRoles.Admin) ? "admin"
        : "other";
}
