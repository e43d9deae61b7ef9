using System.Net;
using System.Text.Json.Nodes;
using Plimsoll.Server.Api.Catalog;
using Plimsoll.Server.Api.Reference;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Api;

/// <summary>Examples of the reference are what they are examples of.</summary>
public sealed class ExampleTests
{
    private static readonly JsonObject Document = JsonNode.Parse(ReferenceEndpoints.Text(ApiJson.Options(16), "0"))!.AsObject();

    /// <summary>They need a recording or outside venues, which the server of this test has not: their answers are written by hand.</summary>
    private static readonly string[] OfAnotherServer = ["demo.control", "demo.status", "feeds.status"];

    [Fact, Trait("Criterion", "API-054")]
    public void Every_example_is_what_its_schema_says()
    {
        var schemas = new JsonSchemas(Document);
        foreach (var operation in ApiCatalog.All)
        {
            var described = Of(operation);
            Assert.True(described["responses"]!["200"]!["content"]!["application/json"]!["example"] is not null, operation.Name);
            foreach (var content in Contents(described))
                schemas.Check(content["schema"]!, content["example"], operation.Name);

            foreach (var parameter in (described["parameters"] as JsonArray ?? []).Where(each => (bool)each!["required"]!))
            {
                Assert.True(parameter!["example"] is not null, $"{operation.Name}: {parameter["name"]} has no example.");
                schemas.Check(parameter["schema"]!, parameter["example"], operation.Name);
            }
        }
    }

    [Fact, Trait("Criterion", "API-054")]
    public async Task A_server_takes_every_example_and_answers_in_the_form_of_its_example()
    {
        var clock = new ManualClock();
        await using var world = await ServerWorld.StartAsync(new() { IsListed = false, Clock = clock });
        await world.Ok(HttpMethod.Post, "assets", """{"rules":{"asset":"USD","decimals":4}}""");
        var keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["admin"] = world.Admin };
        foreach (var name in new[] { "other", "second" })
            keys[name] = (string)
                (await world.Ok(HttpMethod.Post, "keys", $$"""{"label":"{{name}}","roles":["matching_engine","risk"]}"""))["secret"]!;

        var told = ExampleRequests.All.Select(each => each.Operation).ToList();
        var names = told.Concat(ApiCatalog.All.Select(each => each.Name).Where(name => !told.Contains(name))).ToList();
        var answers = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            clock.Now += TimeSpan.FromSeconds(1);
            world.Use(keys["admin"]);
            await BeforeAsync(name, world, keys, answers);
            answers[name] = await AskAsync(ApiCatalog.Find(name)!, world, keys, answers);
        }

        Assert.Equal(ApiCatalog.All.Count, names.Count);
        // PLIMSOLL_RENEW=1 writes them; the document has them after the next build.
        if (Environment.GetEnvironmentVariable("PLIMSOLL_RENEW") == "1")
            await RecordedAnswers.WriteAsync(answers);

        foreach (var (name, answer) in answers)
        {
            Assert.True(ExampleAnswers.Of(name) is not null, $"{name} has no example.");
            Assert.Equal(RecordedAnswers.FormOf(RecordedAnswers.Cut(answer)), RecordedAnswers.FormOf(ExampleAnswers.Of(name)));
        }
    }

    private static async Task<JsonNode> AskAsync(
        ApiOperation operation,
        ServerWorld world,
        Dictionary<string, string> keys,
        SortedDictionary<string, JsonNode> answers
    )
    {
        var isAdmins = Permissions.Of(operation.Permission).Allows(ApiRoles.Admin);
        // Nobody approves what the same key proposed, or one that it was made by.
        var isProposal = operation.Name.Contains(".propose", StringComparison.Ordinal);
        var isApproval = operation.Name.EndsWith(".approve", StringComparison.Ordinal);
        world.Use(
            isApproval ? keys["second"]
            : isAdmins && !isProposal ? keys["admin"]
            : keys["other"]
        );
        var (path, query) = (operation.Route.TrimStart('/'), "");
        foreach (var parameter in Of(operation)["parameters"] as JsonArray ?? [])
        {
            var name = (string)parameter!["name"]!;
            // What only an answer gives out is another one on each server.
            if ((ExampleRequests.FromAnswer(operation.Name, name, answers.GetValueOrDefault) ?? parameter["example"]) is not { } example)
                continue;

            var values = example is JsonArray items ? items.Select(item => item!.ToString()) : [example.ToString()];
            var text = string.Join(',', values.Select(Uri.EscapeDataString));
            if ((string)parameter["in"]! == "path")
                path = path.Replace($"{{{name}}}", text, StringComparison.Ordinal);
            else
                query += (query.Length == 0 ? "?" : "&") + $"{name}={text}";
        }

        var body = Of(operation)["requestBody"]?["content"]!["application/json"]!["example"]!.ToJsonString();
        var (status, answer) = await world.Ask(HttpMethod.Parse(operation.Method), path + query, body);

        if (OfAnotherServer.Contains(operation.Name, StringComparer.Ordinal))
        {
            Assert.True((int)status is 200 or 404, $"{operation.Name}: {(int)status} {answer}");
            return ExampleAnswers.Of(operation.Name)!;
        }

        Assert.True(status == HttpStatusCode.OK, $"{operation.Name}: {(int)status} {answer} to {body}");
        return answer;
    }

    /// <summary>What an example needs that no other example brings.</summary>
    private static async Task BeforeAsync(
        string operation,
        ServerWorld world,
        Dictionary<string, string> keys,
        SortedDictionary<string, JsonNode> answers
    )
    {
        const string Order =
            """{"account":"alice","instrument":"BTC-PERP","side":"buy","amount":"0.1","price":"59000","client_order_id":"a-1"}""";
        switch (operation)
        {
            case "collateral.transfer":
                await world.Ok(HttpMethod.Post, "accounts", """{"name":"alice.hedge","owner":"alice"}""");
                await world.Ok(HttpMethod.Post, "accounts", """{"name":"bob"}""");
                await world.Ok(HttpMethod.Post, "accounts/bob/deposits", """{"asset":"USD","amount":"50000"}""");
                break;
            case "orders.check":
                world.Use(keys["other"]);
                var (_, refused) = await world.Ask(HttpMethod.Post, "orders", Order.Replace("\"0.1\"", "\"50\"", StringComparison.Ordinal));
                answers[ExampleAnswers.Problem] = refused;
                break;
            case "orders.done":
                world.Use(keys["other"]);
                await world.Ok(HttpMethod.Post, "orders", Order);
                break;
            case "trades.record":
                // The position that the trade makes is isolated, and has what it was given.
                await world.Ok(HttpMethod.Post, "accounts/alice/isolated_margin", """{"instrument":"BTC-PERP","amount":"3000"}""");
                break;
            case "history.liquidations":
                await LiquidateCarolAsync(world, keys["other"]);
                break;
        }
    }

    /// <summary>She is long too much when the price falls; nobody fills the engine's order, and the fund takes her position over.</summary>
    private static async Task LiquidateCarolAsync(ServerWorld world, string book)
    {
        await world.Ok(HttpMethod.Post, "accounts", """{"name":"carol"}""");
        await world.Ok(HttpMethod.Post, "accounts/carol/deposits", """{"asset":"USD","amount":"1000"}""");
        world.Use(book);
        await world.Ok(
            HttpMethod.Post,
            "trades",
            """{"legs":[{"trade_id":"t-9","instrument":"BTC-PERP","side":"buy","amount":"0.5","price":"60000","taker":"carol","maker":"bob"}]}"""
        );
        await world.Ok(
            HttpMethod.Post,
            "quotes",
            """
            {"indices":[{"index":"BTC/USD","source":"kraken:BTCUSD","bid":"58500","ask":"58501"},
              {"index":"BTC/USD","source":"coinbase:BTC-USD","bid":"58500","ask":"58501"},
              {"index":"BTC/USD","source":"bitstamp:btcusd","bid":"58500","ask":"58501"}],
             "books":[{"instrument":"BTC-PERP","bid":"58500","ask":"58500.5"}]}
            """
        );
        var order = (await world.Ok(HttpMethod.Get, "accounts/carol/orders"))["items"]![0]!["order_id"];
        await world.Ok(HttpMethod.Post, "orders/done", $$"""{"account":"carol","order_id":"{{order}}"}""");
    }

    private static JsonNode Of(ApiOperation operation) =>
        Document["paths"]!["/api/v1" + operation.Route]![HttpMethod.Parse(operation.Method).Method.ToLowerInvariant()]!;

    private static IEnumerable<JsonNode> Contents(JsonNode described) =>
        new[] { described["requestBody"], described["responses"]!["200"] }
            .Select(each => each?["content"]?["application/json"])
            .OfType<JsonNode>();
}
