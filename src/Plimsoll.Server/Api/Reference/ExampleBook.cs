using System.Text.Json.Nodes;

namespace Plimsoll.Server.Api.Reference;

/// <summary>An example of each answer, made from its schema: the same things have the same values everywhere. Requests: <see cref="ExampleRequests"/>.</summary>
internal sealed class ExampleBook
{
    private const int Deepest = 6;

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["account"] = "alice",
        ["owner"] = "alice",
        ["from"] = "alice",
        ["to"] = "alice.hedge",
        ["taker"] = "alice",
        ["name"] = "alice",
        ["asset"] = "USD",
        ["settlement_asset"] = "USD",
        ["base_asset"] = "BTC",
        ["numeraire"] = "USD",
        ["index"] = "BTC/USD",
        ["instrument"] = "BTC-PERP",
        ["symbol"] = "BTC-PERP",
        ["source"] = "kraken:BTCUSD",
        ["scheme"] = "standard",
        ["model"] = "binance-usdm",
        ["operation"] = "accounts.margin",
        ["client_order_id"] = "my-1",
        ["order_id"] = "42",
        ["id"] = "42",
        ["trade_id"] = "t-7",
        ["price"] = "60000",
        ["mark_price"] = "60000",
        ["index_price"] = "60010.5",
        ["best_bid"] = "59999.5",
        ["bid"] = "59999.5",
        ["best_ask"] = "60000.5",
        ["ask"] = "60000.5",
        ["last"] = "60000",
        ["amount"] = "0.5",
        ["volatility"] = "0.2",
        ["days"] = "1",
        ["tick_size"] = "0.5",
        ["lot_size"] = "0.001",
        ["multiplier"] = "1",
        ["floor"] = "0",
        ["initial_margin_rate"] = "0.02",
        ["maintenance_margin_rate"] = "0.01",
        ["maker"] = "0.0002",
        ["liquidation"] = "0.005",
        ["interval"] = "28800",
        ["interest"] = "0.0001",
        ["damper"] = "0.0005",
        ["cap"] = "0.0075",
        ["basis_time_constant"] = "30",
        ["basis_clamp"] = "0.01",
        ["last_clamp"] = "0.02",
        ["funding_rate"] = "0.0001",
        ["maintenance_margin"] = "600",
        ["initial_margin"] = "1200",
        ["shortfall"] = "12.5",
        ["fall_to_liquidation"] = "-0.02345678",
        ["rise_to_liquidation"] = "0.31234567",
        ["conversion_discount"] = "0.01",
        ["forward"] = "61000",
        ["a"] = "0.04",
        ["b"] = "0.1",
        ["rho"] = "-0.3",
        ["m"] = "0",
        ["sigma"] = "0.1",
        ["asked"] = "deposit_collateral account=alice asset=USD amount=1000",
        ["move"] = "-0.1",
        ["haircut"] = "0.1",
        ["margin_ratio"] = "1.8",
        ["leverage"] = "10",
        ["key"] = "abcdefghijkl",
        ["label"] = "matching engine",
        ["event_hash"] = "5f0c…",
        ["text"] = "equity = 30000\n  USD = 30000  (balance 30000 USD, …)\n",
    };

    private readonly List<JsonObject> _operations = [];

    public void Remember(JsonObject operation) => _operations.Add(operation);

    /// <summary>Writes the examples, once all schemas are known.</summary>
    public void Fill(JsonObject all)
    {
        foreach (var operation in _operations)
        {
            var content = operation["responses"]!["200"]!["content"]!["application/json"]!;
            content["example"] = Of(content["schema"]!, "", all, 0);
        }
    }

    private static JsonNode? Of(JsonNode schema, string name, JsonObject all, int depth)
    {
        // What has to be there is there however deep; lists and what may be null end what names itself.
        if (schema["$ref"] is { } reference)
            return Of(all[((string)reference!).Split('/')[^1]]!, name, all, depth + 1);

        if (schema["anyOf"] is JsonArray choices)
            return depth > Deepest - 2 ? null : Of(choices[0]!, name, all, depth + 1);

        if (schema["enum"] is JsonArray names)
            return (names.FirstOrDefault(each => (string)each! == "perpetual") ?? names[0]!).DeepClone();

        var type = schema["type"] is JsonArray types ? (string)types[0]! : (string?)schema["type"];
        return type switch
        {
            "object" => Members(schema, name, all, depth),
            "array" => depth > Deepest ? new JsonArray() : new JsonArray(Of(schema["items"]!, Singular(name), all, depth + 1)),
            "integer" => schema["default"]?.DeepClone() ?? (JsonNode)Number(name),
            "boolean" => schema["default"]?.DeepClone() ?? (JsonNode)(name is "accepted" or "is_numeraire"),
            "string" => Text(schema, name),
            _ => new JsonObject(),
        };
    }

    private static JsonObject Members(JsonNode schema, string name, JsonObject all, int depth)
    {
        var members = new JsonObject();
        if (schema["additionalProperties"] is JsonObject value)
            members["BTC/USD"] = Of(value, name == "prices" ? "move" : name, all, depth + 1);

        foreach (var (each, member) in schema["properties"] as JsonObject ?? [])
        {
            members[each] = Of(member!, each, all, depth + 1);
        }

        return members;
    }

    private static int Number(string name) =>
        name switch
        {
            "sequence" or "applied_sequence" or "durable_sequence" => 1_042,
            "price_decimals" => 1,
            "quantity_decimals" => 3,
            "status" => 200,
            _ => 1,
        };

    private static string Text(JsonNode schema, string name) =>
        (string?)schema["format"] switch
        {
            "date-time" => "2026-01-31T08:00:00Z",
            "decimal" => Words.TryGetValue(name, out var decimals) && char.IsAsciiDigit(decimals[^1]) ? decimals : Usual(name),
            _ => name == "maker" ? "bob" : Words.GetValueOrDefault(name, "…"),
        };

    private static string Usual(string name) =>
        name.EndsWith("_multiple", StringComparison.Ordinal) ? "1.25"
        : name is "taker" ? "0.0005"
        : IsShare(name) ? "0.05"
        : "1000";

    private static bool IsShare(string name) =>
        new[] { "_share", "_rate", "_bound", "_floor", "_deviation", "_minute", "_profit" }.Any(end =>
            name.EndsWith(end, StringComparison.Ordinal)
        );

    private static string Singular(string name) =>
        name switch
        {
            "moves" => "move",
            "accounts" => "account",
            "indices" => "index",
            "liquidated" => "account",
            _ => name,
        };
}
