using System.Text.Json.Nodes;

namespace Plimsoll.ClientGenerator;

/// <summary>What a JSON schema of the document is in C#. A form that is not known stops the program: it must not be guessed.</summary>
internal static class SchemaTypes
{
    private const string Reference = "#/components/schemas/";

    /// <summary>Schemas that say nothing of what is in them.</summary>
    private static readonly HashSet<string> Raw = new(StringComparer.Ordinal) { "RawJson" };

    public static bool IsRaw(JsonObject schema) => schema["type"] is JsonValue type && (string?)type == "object" && Members(schema) == 0;

    /// <summary>The name behind a reference.</summary>
    public static string NameOf(JsonNode reference) => ((string)reference!)[Reference.Length..];

    /// <summary>The type, and whether it may be null.</summary>
    public static (string Type, bool IsNullable) Of(JsonObject schema)
    {
        if (schema["$ref"] is { } reference)
            return (Raw.Contains(NameOf(reference)) ? "JsonElement" : NameOf(reference), false);

        if (schema["anyOf"] is JsonArray choices)
            return (Of(choices.Single(each => each!["$ref"] is not null)!.AsObject()).Type, true);

        if (schema["type"] is null)
            return ("JsonElement", true);

        var names = schema["type"] is JsonArray many ? many.Select(each => (string)each!).ToList() : [(string)schema["type"]!];
        var plain = names.Single(name => name != "null");
        return (Plain(plain, schema), names.Count > 1);
    }

    private static string Plain(string plain, JsonObject schema) =>
        (plain, (string?)schema["format"]) switch
        {
            ("string", "decimal") => "ExactDecimal",
            ("string", "date-time") => "VenueTime",
            ("string", null) => "string",
            ("integer", "int64") => "long",
            ("integer", "int32" or null) => "int",
            ("boolean", null) => "bool",
            ("array", null) => $"IReadOnlyList<{Element(schema["items"]!)}>",
            ("object", null) when schema["additionalProperties"] is JsonObject values => $"IReadOnlyDictionary<string, {Element(values)}>",
            ("object", null) when Members(schema) == 0 => "JsonElement",
            var (type, format) => throw new InvalidOperationException($"No type for {type} of format {format}: {schema.ToJsonString()}"),
        };

    private static string Element(JsonNode schema) =>
        Of(schema.AsObject()) is var (type, isNullable) && isNullable
            ? throw new InvalidOperationException($"An element that may be null: {schema.ToJsonString()}")
            : type;

    private static int Members(JsonObject schema) => (schema["properties"] as JsonObject)?.Count ?? 0;
}
