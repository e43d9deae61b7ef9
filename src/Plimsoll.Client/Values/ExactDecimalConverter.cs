using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Client;

/// <summary>Decimals are JSON strings: numbers go through binary floating point in too many programs.</summary>
internal sealed class ExactDecimalConverter : JsonConverter<ExactDecimal>
{
    public override ExactDecimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && ExactDecimal.TryParse(reader.GetString(), out var value))
            return value;

        throw new JsonException("Expected a decimal number as text, exact in 38 digits.");
    }

    public override void Write(Utf8JsonWriter writer, ExactDecimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
