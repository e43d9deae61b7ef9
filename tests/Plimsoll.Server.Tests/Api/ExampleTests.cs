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

    /// <summary>They name what only a server gives out, or a recording: a proposal, a key, a liquidation, the demo.</summary>
    private static readonly string[] OfAnotherServer =
    [
        "proposals.approve",
        "proposals.withdraw",
        "changes.withdraw",
        "keys.change",
        "keys.revoke",
        "demo.control",
        "demo.status",
        "history.explain_liquidation",
    ];

    [Fact, Trait("Criterion", "API-054")]
    public void Every_example_is_what_its_schema_says()
    {
        var schemas = new JsonSchemas(Document);
        foreach (var operation in ApiCatalog.All)
        {
            var described = Of(operation);
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
    public async Task A_server_takes_every_example()
    {
        await using var world = await ServerWorld.StartAsync(new() { IsListed = false });
        await world.Ok(HttpMethod.Post, "assets", """{"rules":{"asset":"USD","decimals":4}}""");
        var keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["admin"] = world.Admin };
        foreach (var name in new[] { "other", "second" })
            keys[name] = (string)
                (await world.Ok(HttpMethod.Post, "keys", $$"""{"label":"{{name}}","roles":["matching_engine","risk"]}"""))["secret"]!;

        var told = ExampleRequests.All.Select(each => each.Operation).ToList();
        var names = told.Concat(ApiCatalog.All.Select(each => each.Name).Where(name => !told.Contains(name))).ToList();
        foreach (var name in names)
        {
            world.Use(keys["admin"]);
            await BeforeAsync(name, world, keys);
            await AskAsync(ApiCatalog.Find(name)!, world, keys);
        }

        Assert.Equal(ApiCatalog.All.Count, names.Count);
    }

    private static async Task AskAsync(ApiOperation operation, ServerWorld world, Dictionary<string, string> keys)
    {
        var isAdmins = Permissions.Of(operation.Permission).Allows(ApiRoles.Admin);
        // Nobody approves what the same key proposed.
        var isSecond = operation.Name.EndsWith(".approve", StringComparison.Ordinal);
        world.Use(
            isSecond ? keys["second"]
            : isAdmins ? keys["admin"]
            : keys["other"]
        );
        var (path, query) = (operation.Route.TrimStart('/'), "");
        foreach (var parameter in (Of(operation)["parameters"] as JsonArray ?? []).Where(each => each!["example"] is not null))
        {
            var (member, text) = ((string)parameter!["name"]!, Uri.EscapeDataString(parameter["example"]!.ToString()));
            if ((string)parameter["in"]! == "path")
                path = path.Replace($"{{{member}}}", text, StringComparison.Ordinal);
            else
                query += (query.Length == 0 ? "?" : "&") + $"{member}={text}";
        }

        var body = Of(operation)["requestBody"]?["content"]!["application/json"]!["example"]!.ToJsonString();
        var (status, answer) = await world.Ask(HttpMethod.Parse(operation.Method), path + query, body);

        if (OfAnotherServer.Contains(operation.Name, StringComparer.Ordinal))
            Assert.True((int)status is 404 or 409 or 422, $"{operation.Name}: {(int)status} {answer}");
        else
            Assert.True(status == HttpStatusCode.OK, $"{operation.Name}: {(int)status} {answer} to {body}");
    }

    /// <summary>What an example needs that no other example brings.</summary>
    private static async Task BeforeAsync(string operation, ServerWorld world, Dictionary<string, string> keys)
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
            case "orders.done":
                world.Use(keys["other"]);
                await world.Ok(HttpMethod.Post, "orders", Order);
                break;
        }
    }

    private static JsonNode Of(ApiOperation operation) =>
        Document["paths"]!["/api/v1" + operation.Route]![HttpMethod.Parse(operation.Method).Method.ToLowerInvariant()]!;

    private static IEnumerable<JsonNode> Contents(JsonNode described) =>
        new[] { described["requestBody"], described["responses"]!["200"] }
            .Select(each => each?["content"]?["application/json"])
            .OfType<JsonNode>();
}
