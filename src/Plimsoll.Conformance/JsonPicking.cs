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
}
