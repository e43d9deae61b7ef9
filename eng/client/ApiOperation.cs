using System.Text.Json.Nodes;

namespace Plimsoll.ClientGenerator;

/// <summary>An operation of the document.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Method">Its HTTP method.</param>
/// <param name="Route">Its address after the prefix.</param>
/// <param name="Summary">What it does.</param>
/// <param name="RequestType">The type of its request.</param>
/// <param name="IsOwnRequest">Whether that type belongs to it alone, and stands nowhere in the document.</param>
/// <param name="AnswerType">The type of its answer.</param>
/// <param name="Members">Members of the request, wherever they are sent.</param>
/// <param name="Path">Those that stand in the address.</param>
/// <param name="IsCommand">Whether it takes an idempotency key.</param>
internal sealed record ApiOperation(
    string Name,
    string Method,
    string Route,
    string Summary,
    string RequestType,
    bool IsOwnRequest,
    string AnswerType,
    IReadOnlyList<Member> Members,
    IReadOnlyList<string> Path,
    bool IsCommand
)
{
    private const string Prefix = "/api/v1";

    /// <summary>What changes nothing though it is no GET. A batch repeats each of its operations under that one's own key.</summary>
    private static readonly string[] Questions = ["accounts.what_if", "batch", "orders.check", "risk.stress"];

    public string Subject => SourceText.Pascal(Name.Split('.')[0]);

    public string Action => Name.Contains('.', StringComparison.Ordinal) ? SourceText.Pascal(Name.Split('.')[1]) : "Run";

    public string Field => Subject + Action;

    public bool IsRepeatable => IsCommand || Method == "GET" || Questions.Contains(Name, StringComparer.Ordinal);

    private const string SourcePrefix = "/api/v1/";

    /// <summary>All of the document, by name.</summary>
    public static IReadOnlyList<ApiOperation> All(JsonObject document) =>
        [
            .. (
                from path in document["paths"]!.AsObject()
                where path.Key.StartsWith(SourcePrefix, StringComparison.Ordinal) // what is beside is for monitors, not for clients
                from method in path.Value!.AsObject()
                select Of(path.Key, method.Key, method.Value!.AsObject(), document["components"]!["schemas"]!.AsObject())
            ).OrderBy(each => each.Name, StringComparer.Ordinal),
        ];

    private static ApiOperation Of(string path, string method, JsonObject described, JsonObject schemas)
    {
        var name = (string)described["operationId"]!;
        var parameters = (described["parameters"] as JsonArray ?? []).Select(each => each!.AsObject()).ToList();
        var body = described["requestBody"]?["content"]!["application/json"]!["schema"]!.AsObject();
        var shared = body?["$ref"] is { } reference ? SchemaTypes.NameOf(reference) : null;
        var members = parameters
            .Where(each => (string)each["in"]! is "path" or "query")
            .Select(each =>
                Member.Of(
                    (string)each["name"]!,
                    each["schema"]!.AsObject(),
                    (bool)each["required"]!,
                    ClientSources.Text(each["description"])
                )
            )
            .Concat(body is null ? [] : Member.Of(shared is null ? body : schemas[shared]!.AsObject()))
            .ToList();
        if (shared is not null && members.Count != Member.Of(schemas[shared]!.AsObject()).Count)
            throw new InvalidOperationException($"{name} has a body of a shared type, and members beside it.");

        if (members.FirstOrDefault(each => each is { IsRequired: true, IsNullable: true }) is { } null_)
            throw new InvalidOperationException($"{name}: {null_.Name} has to be sent and may be null; nulls are not sent.");

        var own = SourceText.Pascal(name) + "Request";
        if (shared is null && schemas.ContainsKey(own))
            throw new InvalidOperationException($"{name}: the name {own} is taken.");

        return new(
            name,
            method.ToUpperInvariant(),
            path[Prefix.Length..],
            ClientSources.Text(described["summary"]),
            shared ?? (members.Count == 0 ? "NoMembers" : own),
            shared is null && members.Count > 0,
            SchemaTypes.NameOf(described["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]!),
            members,
            [.. parameters.Where(each => (string)each["in"]! == "path").Select(each => (string)each["name"]!)],
            parameters.Exists(each => (string)each["in"]! == "header" && (string)each["name"]! == "Idempotency-Key")
        );
    }
}
