using System.Text.Json.Nodes;

namespace Plimsoll.Fuzz.Requests;

/// <summary>All operations, read from the server's own OpenAPI document: what is added there is tried here without another word.</summary>
internal sealed class OperationBook
{
    private readonly JsonNode _schemas;

    public OperationBook(JsonNode document)
    {
        _schemas = document["components"]!["schemas"]!;
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                All.Add(Of(path, method, operation!));
            }
        }
    }

    public List<Operation> All { get; } = [];

    /// <summary>The schema itself where another one is named, and the first that is not null where there is a choice.</summary>
    public JsonNode Resolve(JsonNode schema)
    {
        while (true)
        {
            if (schema["$ref"] is { } reference)
                schema = _schemas[((string)reference!).Split('/')[^1]]!;
            else if (schema["anyOf"] is JsonArray choices)
                schema = choices[0]!;
            else
                return schema;
        }
    }

    private Operation Of(string path, string method, JsonNode operation)
    {
        var members = new List<OperationMember>();
        foreach (var parameter in operation["parameters"] as JsonArray ?? [])
        {
            if ((string)parameter!["in"]! is "path" or "query")
                members.Add(
                    new(
                        (string)parameter["name"]!,
                        (string)parameter["in"]! == "path" ? MemberPlace.Path : MemberPlace.Query,
                        parameter["schema"]!,
                        (bool?)parameter["required"] ?? false
                    )
                );
        }

        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } body)
        {
            var shape = Resolve(body);
            var required = (shape["required"] as JsonArray ?? []).Select(each => (string)each!).ToHashSet(StringComparer.Ordinal);
            foreach (var (name, schema) in shape["properties"]!.AsObject())
            {
                members.Add(new(name, MemberPlace.Body, schema!, required.Contains(name)));
            }
        }

        var roles = (operation["x-roles"] as JsonArray ?? []).Select(each => (string)each!).ToList();
        return new((string)operation["operationId"]!, method.ToUpperInvariant(), path, roles, members);
    }
}
