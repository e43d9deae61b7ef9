using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Server.Api.Catalog;
using Plimsoll.Server.Api.Rest;
using Plimsoll.Server.Api.Sockets;
using Plimsoll.Server.Api.Sockets.Channels;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Reference;

/// <summary>The OpenAPI 3.1 document, made from the table of operations. docs/spec/0029-api.md.</summary>
internal static class OpenApiDocument
{
    private const string ProblemType = "Problem";

    /// <summary>The document.</summary>
    /// <param name="operations">All operations.</param>
    /// <param name="json">How requests are read and answers written.</param>
    /// <param name="version">The program's version.</param>
    public static JsonObject Of(IReadOnlyList<ApiOperation> operations, JsonSerializerOptions json, string version)
    {
        var schemas = new SchemaBook(json, new());
        var paths = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var operation in operations)
        {
            var path = RestEndpoints.Prefix + operation.Route;
            if (!paths.TryGetValue(path, out var methods))
                paths[path] = methods = [];

            methods[MethodOf(operation)] = Operation(operation, schemas);
        }

        var tags = operations.Select(TagOf).Append(WatchingPages.Tag).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var (path, methods) in WatchingPages.All)
        {
            paths[path] = methods;
        }

        var all = schemas.Schemas;
        all[ProblemType] = Problem();
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Plimsoll",
                ["version"] = version,
                ["summary"] = "A real-time margin engine.",
                ["description"] =
                    "Decimals are strings. Times are ISO 8601 in UTC. A POST, PUT, PATCH or DELETE may carry `Idempotency-Key`: sent again with the same key, it is answered again and has no second effect. Lists go on with `after`. What is refused is `application/problem+json` with `code`, `name`, `field` and `advice`; what cannot be read as HTTP at all, as a line or headers that are too long, is refused before that with its status alone (400, 408, 414, 431). The same operations run over WebSocket by their names.",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(
                new JsonObject { ["bearer"] = new JsonArray() },
                new JsonObject { ["signature"] = new JsonArray() }
            ),
            ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)new JsonObject { ["name"] = tag })]),
            ["paths"] = new JsonObject(paths.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value))),
            ["components"] = new JsonObject
            {
                ["schemas"] = all,
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "bearer",
                        ["description"] = "A key, sent whole.",
                    },
                    ["signature"] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "header",
                        ["name"] = "Plimsoll-Signature",
                        ["description"] =
                            "With Plimsoll-Key, Plimsoll-Timestamp and Plimsoll-Nonce: docs/spec/0028-server-security.md, SECU-020.",
                    },
                },
            },
            ["x-websocket"] = new JsonObject
            {
                ["path"] = SocketEndpoint.Path,
                ["channels"] = new JsonArray([.. ChannelNames.Kinds.Select(Channel)]),
            },
            ["x-problems"] = new JsonArray([.. ProblemKinds.Table.Concat(RefusalKinds.Table).OrderBy(kind => (int)kind.Code).Select(Kind)]),
        };
    }

    /// <summary>The group that an operation is in: what stands before the point of its name.</summary>
    public static string TagOf(ApiOperation operation) => operation.Name.Split('.')[0];

    private static string MethodOf(ApiOperation operation) =>
        operation.Method switch
        {
            "GET" => "get",
            "POST" => "post",
            "PUT" => "put",
            "PATCH" => "patch",
            _ => "delete",
        };

    private static JsonObject Operation(ApiOperation operation, SchemaBook schemas)
    {
        var permission = Permissions.Of(operation.Permission);
        var described = new JsonObject
        {
            ["operationId"] = operation.Name,
            ["tags"] = new JsonArray(TagOf(operation)),
            ["summary"] = operation.Summary,
            ["x-permission"] = operation.Permission,
            ["x-roles"] = Roles(permission.Everywhere),
            ["x-roles-for-own-accounts"] = Roles(permission.OwnAccounts),
        };
        var parameters = new JsonArray();
        foreach (var (member, schema) in schemas.MembersOf(operation.RequestType))
        {
            var isInRoute = operation.Route.Contains($"{{{member.Name}}}", StringComparison.Ordinal);
            if (isInRoute || !operation.HasBody)
                parameters.Add(Parameter(operation, member, schema, isInRoute));
        }

        if (operation.TakesIdempotencyKey && operation.Name != "batch")
            parameters.Add(IdempotencyKey());

        if (parameters.Count > 0)
            described["parameters"] = parameters;

        if (operation.HasBody && Body(operation, schemas) is { } body)
        {
            var content = Content("application/json", body);
            content["application/json"]!["example"] = ExampleRequests.Body(
                operation.Name,
                BodyOf(operation, schemas).Select(each => each.Member.Name)
            );
            described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = content };
        }

        described["responses"] = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = operation.IsCommand ? "It took effect, and is durable." : "The answer.",
                ["content"] = Content("application/json", schemas.Of(operation.ResponseType)),
            },
            ["default"] = new JsonObject
            {
                ["description"] = "It was refused. Nothing happened, unless the problem says otherwise.",
                ["content"] = Content("application/problem+json", new JsonObject { ["$ref"] = $"#/components/schemas/{ProblemType}" }),
            },
        };
        if (ExampleAnswers.Of(operation.Name) is { } answer)
            described["responses"]!["200"]!["content"]!["application/json"]!["example"] = answer;

        return described;
    }

    /// <summary>The request without what stands in the address.</summary>
    private static JsonObject? Body(ApiOperation operation, SchemaBook schemas)
    {
        var inBody = BodyOf(operation, schemas);
        if (inBody.Count == 0)
            return null;

        if (inBody.Count == schemas.MembersOf(operation.RequestType).Count())
            return schemas.Of(operation.RequestType);

        return new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(inBody.Select(each => KeyValuePair.Create(each.Member.Name, (JsonNode?)each.Schema))),
            ["required"] = new JsonArray([.. inBody.Where(each => each.Member.IsRequired).Select(each => (JsonNode)each.Member.Name)]),
            ["additionalProperties"] = false,
        };
    }

    private static List<(JsonPropertyInfo Member, JsonObject Schema)> BodyOf(ApiOperation operation, SchemaBook schemas) =>
        [
            .. schemas
                .MembersOf(operation.RequestType)
                .Where(each => !operation.Route.Contains($"{{{each.Member.Name}}}", StringComparison.Ordinal)),
        ];

    private static JsonObject Parameter(ApiOperation operation, JsonPropertyInfo member, JsonObject schema, bool isInRoute)
    {
        var text = schema["description"];
        schema.Remove("description");
        var parameter = new JsonObject { ["name"] = member.Name, ["in"] = isInRoute ? "path" : "query" };
        if (text is not null)
            parameter["description"] = text;

        parameter["required"] = isInRoute || member.IsRequired;
        if (schema["items"] is not null)
            (parameter["style"], parameter["explode"]) = ("form", false);

        parameter["schema"] = schema;
        if ((isInRoute || member.IsRequired) && ExampleRequests.Of(operation.Name, member.Name) is { } example)
            parameter["example"] = example;

        return parameter;
    }

    private static JsonObject IdempotencyKey() =>
        new()
        {
            ["name"] = "Idempotency-Key",
            ["in"] = "header",
            ["description"] =
                "The caller's own name for the request, 1 to 64 printable ASCII characters: sent again, it has no second effect.",
            ["required"] = false,
            ["schema"] = new JsonObject { ["type"] = "string", ["maxLength"] = 64 },
        };

    private static JsonObject Content(string type, JsonObject schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static JsonArray Roles(ApiRoles roles) =>
        new([
            .. Enum.GetValues<ApiRoles>()
                .Where(role => System.Numerics.BitOperations.IsPow2((int)role) && (roles & role) != ApiRoles.None)
                .Select(role => (JsonNode)JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString())),
        ]);

    private static JsonNode Channel(ChannelKind kind) =>
        new JsonObject
        {
            ["channel"] = kind.Form,
            ["state"] = kind.State,
            ["changes"] = kind.Changes,
            ["x-roles"] = Roles(kind.Roles.Everywhere),
            ["x-roles-for-own-accounts"] = Roles(kind.Roles.OwnAccounts),
        };

    private static JsonNode Kind(ProblemKind kind) =>
        new JsonObject
        {
            ["code"] = (int)kind.Code,
            ["name"] = kind.Name,
            ["status"] = kind.Status,
            ["title"] = kind.Title,
            ["advice"] = kind.Advice,
        };

    private static JsonObject Problem()
    {
        static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
        static JsonObject Number(string description) => new() { ["type"] = "integer", ["description"] = description };
        return new()
        {
            ["type"] = "object",
            ["description"] = "Why a request was refused (RFC 9457).",
            ["properties"] = new JsonObject
            {
                ["type"] = Text("urn:plimsoll:problem:NAME."),
                ["title"] = Text("What it is."),
                ["status"] = Number("The HTTP status."),
                ["code"] = Number("Its number; below 1000 the engine's and the journal's refusals."),
                ["name"] = Text("Its name."),
                ["detail"] = Text("What was found and what is allowed."),
                ["field"] = Text("The member, header or parameter."),
                ["advice"] = Text("What to do about it."),
                ["line"] = Number("Line in the body, from 1."),
                ["column"] = Number("Byte in that line, from 1."),
                ["sequence"] = new JsonObject
                {
                    ["type"] = "integer",
                    ["format"] = "int64",
                    ["description"] = "The record that holds the refused command; absent for what never came to the journal.",
                },
                ["is_repeat"] = new JsonObject
                {
                    ["type"] = "boolean",
                    ["description"] = "Whether this was answered before, to the same idempotency key.",
                },
                ["traceId"] = Text(
                    "The id under which the server's log knows the request; absent where the log has nothing of it, as of most refusals over WebSocket."
                ),
            },
            ["required"] = new JsonArray("type", "title", "status", "code", "name", "advice"),
            ["examples"] = new JsonArray(ExampleAnswers.Of(ExampleAnswers.Problem)),
        };
    }
}
