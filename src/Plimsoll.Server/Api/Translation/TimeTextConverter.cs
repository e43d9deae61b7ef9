using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Reads times as text or milliseconds, and writes them as text.</summary>
public sealed class TimeTextConverter : JsonConverter<TimeText>
{
    /// <inheritdoc/>
    public override TimeText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (
            reader.TokenType == JsonTokenType.Number
            && reader.TryGetInt64(out var milliseconds)
            && milliseconds is >= 0 and < 9_000_000_000_000
        )
            return new(Timestamp.FromMilliseconds(milliseconds));

        if (reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && TimeText.TryParse(text, out var time))
            return time;

        throw new JsonFaultException(
            $"expected {TimeText.Permitted}.",
            "Send text such as \"2026-01-31T08:00:00Z\", or whole milliseconds since 1970."
        );
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeText value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
