using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Client;

/// <summary>Times are ISO 8601 in UTC.</summary>
internal sealed class VenueTimeConverter : JsonConverter<VenueTime>
{
    public override VenueTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && VenueTime.TryParse(reader.GetString(), out var time))
            return time;

        throw new JsonException("Expected a time such as 2026-01-31T08:00:00Z.");
    }

    public override void Write(Utf8JsonWriter writer, VenueTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
