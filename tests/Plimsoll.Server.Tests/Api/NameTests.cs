using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Server.Api.Catalog;
using Plimsoll.Server.Api.Reference;
using Plimsoll.Server.Problems;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Server.Tests.Api;

/// <summary>One thing has one name and one type, in every request, answer, event and snapshot.</summary>
public sealed class NameTests
{
    private static readonly JsonObject Document = JsonNode.Parse(ReferenceEndpoints.Text(ApiJson.Options(16), "0"))!.AsObject();

    /// <summary>What has another name here, and which.</summary>
    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["quantity"] = "amount",
        ["quantity_decimals"] = "amount_decimals",
        ["size"] = "amount",
        ["best_bid"] = "bid",
        ["best_ask"] = "ask",
        ["timestamp"] = "time",
        ["ticket"] = "change",
        ["change_id"] = "change",
        ["proposal_id"] = "proposal",
        ["trading"] = "state",
        ["window_until"] = "protective_window_until",
        ["mode"] = "margin_mode",
        ["realised_profit"] = "realised_pnl",
        ["rows"] = "items",
    };

    /// <summary>What is known by a number or text of somebody's giving: text, since most programs round numbers of more than 53 bits.</summary>
    private static readonly string[] Ids = ["id", "order_id", "client_order_id", "trade_id", "proposal", "change", "key", "next"];

    /// <summary>Figures of one thing, of which a table is part: no lists.</summary>
    private static readonly string[] Figures =
    [
        "accounts.stress",
        "indices.get",
        "indices.surface",
        "risk.distribution",
        "risk.exposure",
        "risk.map",
    ];

    [Fact, Trait("Criterion", "API-006")]
    public void A_list_is_called_items_wherever_it_is_answered()
    {
        foreach (var operation in ApiCatalog.All.Where(each => each.Method == "GET" && !Figures.Contains(each.Name)))
        {
            var lists = AnswerOf(operation).Where(member => IsListOfThings(member.Value!)).Select(member => member.Key).ToList();

            Assert.True(lists is not [not "items"], $"{operation.Name} calls its list {lists.FirstOrDefault()}.");
        }
    }

    [Fact, Trait("Criterion", "API-002"), Trait("Criterion", "API-006")]
    public void Every_list_that_grows_comes_in_pages()
    {
        var lists = ApiCatalog.All.Where(each =>
            each.Name.EndsWith(".list", StringComparison.Ordinal) || each.Name is "changes.ended" || AnswerOf(each).ContainsKey("next")
        );
        foreach (var operation in lists)
        {
            var (answer, asked) = (AnswerOf(operation), ParametersOf(operation));

            Assert.True(answer.ContainsKey("items") && answer.ContainsKey("next"), $"{operation.Name} answers no page.");
            Assert.True(asked.ContainsKey("limit") && asked.ContainsKey("after"), $"{operation.Name} takes no page.");
        }
    }

    [Fact, Trait("Criterion", "API-006")]
    public void What_has_a_name_here_has_no_other()
    {
        var members = Schemas()
            .SelectMany(schema => Members(schema.Value!).Select(member => (Where: schema.Key, Name: member.Key)))
            .Concat(ApiCatalog.All.SelectMany(each => ParametersOf(each).Select(member => (Where: each.Name, Name: member.Key))))
            .Concat(Forms())
            // What is answered as it was written down, such as the rows of histories.
            .Concat(ApiCatalog.All.SelectMany(each => Keys(ExampleAnswers.Of(each.Name)).Select(name => (Where: each.Name, Name: name))))
            // Rows and cells of a table.
            .Where(member => member is not { Where: "StressResponse" or "accounts.stress", Name: "rows" });

        Assert.All(
            members,
            member => Assert.False(Named.TryGetValue(member.Name, out var right), $"{member.Where}.{member.Name}: called {right} here.")
        );
    }

    [Fact, Trait("Criterion", "API-006")]
    public void Ids_are_text_everywhere()
    {
        var schemas = Schemas()
            .SelectMany(schema => Members(schema.Value!).Select(member => (Where: schema.Key, member.Key, Value: member.Value!)))
            .Concat(ApiCatalog.All.SelectMany(each => ParametersOf(each).Select(member => (Where: each.Name, member.Key, member.Value))))
            .Where(member => Ids.Contains(member.Key, StringComparer.Ordinal))
            .ToList();

        Assert.All(schemas, member => Assert.True(Types(member.Value!).Contains("string"), $"{member.Where}.{member.Key} is no text."));
        Assert.All(
            File.ReadLines(RepositoryFiles.PathOf("tests", "Plimsoll.Server.Tests", "Api", "Events", "events.golden.jsonl")),
            line =>
                Assert.All(
                    JsonNode.Parse(line)!.AsObject().Where(member => Ids.Contains(member.Key, StringComparer.Ordinal)),
                    member => Assert.True(member.Value is null || member.Value.GetValueKind() == JsonValueKind.String, line)
                )
        );
        Assert.All(
            ApiCatalog.All.Select(each => ParametersOf(each).GetValueOrDefault("after")).OfType<JsonNode>(),
            after => Assert.Contains("string", Types(after))
        );
        Assert.True(schemas.Count > 30);
    }

    /// <summary>Members of events and snapshots.</summary>
    private static IEnumerable<(string Where, string Name)> Forms() =>
        new[] { "events.txt", "states.txt" }
            .SelectMany(file => File.ReadLines(RepositoryFiles.PathOf("eng", "client", file)))
            .Where(line => line.Length > 0 && line[0] != '#')
            .SelectMany(line =>
                line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..line.IndexOf(" # ", StringComparison.Ordinal)]
                    .Split(' ')
                    .Select(member => (line.Split(':')[0], member.Split(':')[0].TrimEnd('?')))
            );

    private static IEnumerable<string> Keys(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => Keys(member.Value).Prepend(member.Key)),
            JsonArray items => items.SelectMany(Keys),
            _ => [],
        };

    private static JsonObject Schemas() => Document["components"]!["schemas"]!.AsObject();

    private static JsonObject Members(JsonNode schema) => schema["properties"] as JsonObject ?? [];

    private static JsonNode Described(ApiOperation operation) =>
        Document["paths"]!["/api/v1" + operation.Route]![HttpMethod.Parse(operation.Method).Method.ToLowerInvariant()]!;

    private static JsonObject AnswerOf(ApiOperation operation) =>
        Members(Resolve(Described(operation)["responses"]!["200"]!["content"]!["application/json"]!["schema"]!));

    private static Dictionary<string, JsonNode> ParametersOf(ApiOperation operation) =>
        (Described(operation)["parameters"] as JsonArray ?? []).ToDictionary(
            each => (string)each!["name"]!,
            each => each!["schema"]!,
            StringComparer.Ordinal
        );

    private static bool IsListOfThings(JsonNode schema) =>
        Types(schema).Contains("array")
        && Resolve(schema["items"]!) is var item
        && (item["properties"] is not null || item["type"] is null);

    private static JsonNode Resolve(JsonNode schema) =>
        (string?)schema["$ref"] is { } reference ? Schemas()[reference["#/components/schemas/".Length..]]! : schema;

    private static IEnumerable<string> Types(JsonNode schema) =>
        schema["type"] switch
        {
            JsonArray several => several.Select(each => (string)each!),
            JsonValue one => [(string)one!],
            _ => [],
        };
}
