using System.Text.Json.Nodes;

namespace Plimsoll.ClientGenerator;

/// <summary>A member of a request, an answer or an event.</summary>
/// <param name="Name">As JSON has it.</param>
/// <param name="Type">In C#, without the mark for null.</param>
/// <param name="IsNullable">Whether it may be null, or absent.</param>
/// <param name="IsRequired">Whether it has to stand there.</param>
/// <param name="Summary">What it means.</param>
internal sealed record Member(string Name, string Type, bool IsNullable, bool IsRequired, string Summary)
{
    /// <summary>Its name in C#.</summary>
    public string Property => SourceText.Pascal(Name);

    /// <summary>Members of an object schema, in its order.</summary>
    public static IReadOnlyList<Member> Of(JsonObject schema)
    {
        var required = (schema["required"] as JsonArray ?? []).Select(each => (string)each!).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. (schema["properties"] as JsonObject ?? []).Select(each =>
                Of(each.Key, each.Value!.AsObject(), required.Contains(each.Key), ClientSources.Text(each.Value!["description"]))
            ),
        ];
    }

    /// <summary>A member; one that may be absent may be null, and absent it has the server's own default.</summary>
    public static Member Of(string name, JsonObject schema, bool isRequired, string summary)
    {
        var (type, isNullable) = SchemaTypes.Of(schema);
        var value = schema["default"] is { } standard ? $" Absent: {standard.ToString().ToLowerInvariant()}." : "";
        return new(name, type, isNullable || !isRequired, isRequired, summary + value);
    }
}
