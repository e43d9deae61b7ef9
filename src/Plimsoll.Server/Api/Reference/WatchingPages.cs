using System.Text.Json.Nodes;

namespace Plimsoll.Server.Api.Reference;

/// <summary>Pages for whoever watches a server, beside the table of operations: health, readiness, metrics. SECU-070 … SECU-074.</summary>
internal static class WatchingPages
{
    /// <summary>The group that they are in.</summary>
    public const string Tag = "watching";

    /// <summary>By address.</summary>
    public static IEnumerable<(string Path, JsonObject Methods)> All =>
        [
            ("/health/live", Page("health.live", "Whether the process is there. Needs no key.", "It is.", Json(Live()), null)),
            (
                "/health/ready",
                Page(
                    "health.ready",
                    "Whether the server can do its work: what is missing, and what an operator should know. Needs no key.",
                    "It can.",
                    Json(Ready("ready", [], Reason("feeds", "quotes of BTC/EUR:kraken go nowhere: there is no index BTC/EUR."))),
                    Json(Ready("not_ready", Reason("venue", "the journal takes nothing: no space left on device."), []))
                )
            ),
            (
                "/metrics",
                Page(
                    "metrics",
                    "Metrics in Prometheus' text format 0.0.4. From this machine without a key; from elsewhere with one that may read metrics. The settings may switch it off.",
                    "The metrics.",
                    new()
                    {
                        ["text/plain"] = new JsonObject
                        {
                            ["schema"] = new JsonObject { ["type"] = "string" },
                            ["example"] =
                                "# HELP plimsoll_queue_length_command Commands that wait for the journal.\n# TYPE plimsoll_queue_length_command gauge\nplimsoll_queue_length_command 0\n",
                        },
                    },
                    null
                )
            ),
        ];

    private static JsonObject Page(string name, string summary, string answer, JsonObject content, JsonObject? unavailable)
    {
        var responses = new JsonObject
        {
            ["200"] = new JsonObject { ["description"] = answer, ["content"] = content },
        };
        if (unavailable is not null)
            responses["503"] = new JsonObject { ["description"] = "It cannot.", ["content"] = unavailable };

        return new()
        {
            ["get"] = new JsonObject
            {
                ["operationId"] = name,
                ["tags"] = new JsonArray(Tag),
                ["summary"] = summary,
                ["security"] = new JsonArray(),
                ["x-roles"] = new JsonArray(),
                ["x-roles-for-own-accounts"] = new JsonArray(),
                ["responses"] = responses,
            },
        };
    }

    private static JsonObject Json(JsonObject example) =>
        new()
        {
            ["application/json"] = new JsonObject { ["schema"] = SchemaOf(example), ["example"] = example },
        };

    private static JsonObject Live() => new() { ["status"] = "live" };

    private static JsonObject Ready(string status, JsonArray missing, JsonArray warnings) =>
        new()
        {
            ["status"] = status,
            ["missing"] = missing,
            ["warnings"] = warnings,
        };

    private static JsonArray Reason(string part, string reason) => [new JsonObject { ["part"] = part, ["reason"] = reason }];

    private static JsonObject SchemaOf(JsonObject example)
    {
        static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
        static JsonObject Parts(string description) =>
            new()
            {
                ["type"] = "array",
                ["description"] = description,
                ["items"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject
                    {
                        ["part"] = Text("The part of the server."),
                        ["reason"] = Text("What is the matter, for people."),
                    },
                    ["required"] = new JsonArray("part", "reason"),
                },
            };
        var members = new JsonObject { ["status"] = Text("`live`, `ready` or `not_ready`.") };
        if (example["missing"] is not null)
        {
            members["missing"] = Parts("What keeps it from its work.");
            members["warnings"] = Parts("What an operator should know, though the server can do its work.");
        }

        return new()
        {
            ["type"] = "object",
            ["properties"] = members,
            ["required"] = new JsonArray([.. members.Select(each => (JsonNode)each.Key)]),
        };
    }
}
