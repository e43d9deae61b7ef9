using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Client.Events;

/// <summary>Something that happened. Abstract for one record per kind; a kind that this client does not know is an <see cref="UnknownEvent"/>.</summary>
/// <remarks>Names are null where the reader may not know them, prices and times where there are none.</remarks>
[JsonConverter(typeof(VenueEventConverter))]
public abstract record VenueEvent
{
    /// <summary>Its kind as the server names it.</summary>
    [JsonPropertyOrder(-1)]
    public abstract string Type { get; }

    /// <summary>Reads an event, such as a row of a history.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static VenueEvent FromJson(JsonElement json)
    {
        var type =
            json.ValueKind == JsonValueKind.Object
            && json.TryGetProperty("type", out var member)
            && member.ValueKind == JsonValueKind.String
                ? member.GetString()!
                : throw new JsonException("Expected an event with its type.");
        return EventTypes.Find(type) is { } info ? (VenueEvent)json.Deserialize(info)! : new UnknownEvent(type, json.Clone());
    }
}
