using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Server.Api.History;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Reference;

/// <summary>JSON schemas of requests and answers, from the same contracts by which they are read and written; each record once, by name.</summary>
internal sealed class SchemaBook(JsonSerializerOptions json, XmlSummaries summaries)
{
    private readonly SortedDictionary<string, JsonNode?> _schemas = new(StringComparer.Ordinal);

    /// <summary>Schemas of all records met so far, by name.</summary>
    public JsonObject Schemas => new(_schemas.Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone())));

    /// <summary>The schema of a type: a reference, for records.</summary>
    public JsonObject Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return OrNull(Of(inner));

        if (Simple(type) is { } simple)
            return simple;

        if (type.IsEnum)
            return Names(type);

        if (Element(type, typeof(IReadOnlyDictionary<,>), 1) is { } value)
            return new() { ["type"] = "object", ["additionalProperties"] = Of(value) };

        return Element(type, typeof(IReadOnlyList<>), 0) is { } item ? new() { ["type"] = "array", ["items"] = Of(item) } : Record(type);
    }

    /// <summary>Members of a request's type, for addresses and queries.</summary>
    public IEnumerable<(JsonPropertyInfo Member, JsonObject Schema)> MembersOf(Type type) =>
        json.GetTypeInfo(type).Properties.Select(member => (member, Member(type, member)));

    /// <summary>What a record is called in the document.</summary>
    public static string NameOf(Type type) =>
        type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{NameOf(type.GetGenericArguments()[0])}"
            : type.Name;

    private JsonObject Record(Type type)
    {
        var name = NameOf(type);
        if (_schemas.TryAdd(name, null))
            _schemas[name] = Members(type);

        return new() { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private JsonObject Members(Type type)
    {
        var members = new JsonObject();
        var required = new JsonArray();
        foreach (var (member, schema) in MembersOf(type))
        {
            members[member.Name] = schema;
            if (member.IsRequired)
                required.Add(member.Name);
        }

        var record = new JsonObject { ["type"] = "object" };
        if (summaries.OfType(type) is { } text)
            record["description"] = text;

        // Spelled out elsewhere, member by member: no contract knows them.
        if (type == typeof(RawJson))
            return record;

        record["properties"] = members;
        if (required.Count > 0)
            record["required"] = required;

        record["additionalProperties"] = false;
        return record;
    }

    private JsonObject Member(Type type, JsonPropertyInfo member)
    {
        var schema = Of(member.PropertyType);
        var isNullable = !member.PropertyType.IsValueType && member.IsGetNullable;
        if (isNullable)
            schema = OrNull(schema);

        if (summaries.OfParameter(type, (member.AttributeProvider as MemberInfo)?.Name ?? member.Name) is { } text)
            schema["description"] = text;

        if (member.AssociatedParameter is { HasDefaultValue: true, DefaultValue: { } usual } && Value(usual) is { } value)
            schema["default"] = value;

        return schema;
    }

    private static JsonNode? Value(object value) =>
        value switch
        {
            bool flag => flag,
            int number => number,
            long number => number,
            string text => text,
            Enum name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name.ToString()),
            _ => null,
        };

    private JsonObject? Simple(Type type)
    {
        if (type == typeof(DecimalText))
            return new()
            {
                ["type"] = "string",
                ["pattern"] = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$",
                ["format"] = "decimal",
            };

        if (type == typeof(TimeText))
            return new() { ["type"] = "string", ["format"] = "date-time" };

        if (type == typeof(string))
            return new() { ["type"] = "string" };

        if (type == typeof(bool))
            return new() { ["type"] = "boolean" };

        if (type == typeof(int) || type == typeof(long) || type == typeof(byte))
            return new() { ["type"] = "integer", ["format"] = type == typeof(long) ? "int64" : "int32" };

        if (type == typeof(JsonElement))
            return [];

        return typeof(JsonNode).IsAssignableFrom(type) ? new() { ["type"] = "object" } : null;
    }

    private JsonObject Names(Type type)
    {
        var name = NameOf(type);
        if (_schemas.TryAdd(name, null))
        {
            var names = Enum.GetNames(type);
            var schema = new JsonObject { ["type"] = "string" };
            var texts = names.Select(each =>
                (Name: JsonNamingPolicy.SnakeCaseLower.ConvertName(each), Text: summaries.OfField(type, each))
            );
            var lines = texts.Where(each => each.Text is not null).Select(each => $"`{each.Name}`: {each.Text}");
            schema["description"] = string.Join(' ', [summaries.OfType(type) ?? name, .. lines]);
            schema["enum"] = new JsonArray([.. names.Select(each => (JsonNode)JsonNamingPolicy.SnakeCaseLower.ConvertName(each))]);
            _schemas[name] = schema;
        }

        return new() { ["$ref"] = $"#/components/schemas/{name}" };
    }

    /// <summary>OpenAPI 3.1 is JSON Schema: null is a type of its own.</summary>
    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray((string)type!, "null");
            return schema;
        }

        return schema.Count == 0 ? schema : new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }

    private static Type? Element(Type type, Type generic, int place) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments()[place] : null;
}
