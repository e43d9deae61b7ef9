using System.Text.Json.Nodes;

namespace Plimsoll.Conformance;

/// <summary>Moves fields between JSON objects as they are.</summary>
internal static class JsonPicking
{
    /// <summary>A new object with some of the fields; those that are not there are left out.</summary>
    public static JsonObject Pick(this JsonObject from, params string[] names) => from.Pick([.. names.Select(name => (name, name))]);

    /// <summary>A new object with some of the fields under other names; those that are not there are left out.</summary>
    public static JsonObject Pick(this JsonObject from, params (string From, string To)[] names)
    {
        var picked = new JsonObject();
        foreach (var (name, to) in names)
        {
            if (from[name] is { } value)
            {
                picked[to] = value.DeepClone();
            }
        }

        return picked;
    }

    /// <summary>Adds the fields of another object.</summary>
    public static void AddAll(this JsonObject to, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            to[name] = value?.DeepClone();
        }
    }

    /// <summary>Sets a field that is not there; for what a vector says in words only.</summary>
    public static JsonObject WithDefault(this JsonObject to, string name, string value)
    {
        to[name] ??= value;
        return to;
    }

    /// <summary>A field that must be there.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static JsonNode Needed(this JsonNode? from, string name) =>
        from is JsonObject fields && fields[name] is { } value ? value : throw new FormatException($"the field {name} is missing.");

    /// <summary>A field with text.</summary>
    /// <exception cref="FormatException">It is missing or something else.</exception>
    public static string NeededText(this JsonNode? from, string name) =>
        from.Needed(name) is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw new FormatException($"the field {name} is no text.");

    /// <summary>A field with a list.</summary>
    /// <exception cref="FormatException">It is missing or something else.</exception>
    public static JsonArray NeededList(this JsonNode? from, string name) =>
        from.Needed(name) as JsonArray ?? throw new FormatException($"the field {name} is no list.");

    /// <summary>A field with named fields.</summary>
    /// <exception cref="FormatException">It is missing or something else.</exception>
    public static JsonObject NeededObject(this JsonNode? from, string name) =>
        from.Needed(name) as JsonObject ?? throw new FormatException($"the field {name} has no named fields.");

    /// <summary>A field with a list of things with named fields.</summary>
    /// <exception cref="FormatException">It is missing or something else.</exception>
    public static IReadOnlyList<JsonObject> NeededObjects(this JsonNode? from, string name) =>
        from.Needed(name) is JsonArray list && list.All(each => each is JsonObject)
            ? [.. list.Cast<JsonObject>()]
            : throw new FormatException($"the field {name} is no list of named fields.");

    /// <summary>The entries of a field with named things that have named fields; none without it.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static IEnumerable<(string Name, JsonObject Fields)> ObjectsByName(this JsonObject from, string name) =>
        from[name] is null
            ? []
            : from.NeededObject(name)
                .Select(entry =>
                    (entry.Key, entry.Value as JsonObject ?? throw new FormatException($"{name}.{entry.Key} has no named fields."))
                );
}
