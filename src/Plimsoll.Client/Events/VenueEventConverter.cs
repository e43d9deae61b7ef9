using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Client.Events;

/// <summary>Reads each event as the record of its kind.</summary>
internal sealed class VenueEventConverter : JsonConverter<VenueEvent>
{
    public override VenueEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return VenueEvent.FromJson(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, VenueEvent value, JsonSerializerOptions options)
    {
        if (value is UnknownEvent unknown)
            unknown.Json.WriteTo(writer);
        else
            JsonSerializer.Serialize(writer, value, EventTypes.Find(value.Type)!);
    }
}
