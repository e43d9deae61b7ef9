using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Server.Problems;

/// <summary>Reads decimals from JSON strings alone, and writes them so.</summary>
public sealed class DecimalTextConverter : JsonConverter<DecimalText>
{
    private const int LengthMax = 64;
    private const string Advice = "Send text with digits and at most one point, such as \"12.5\".";

    /// <inheritdoc/>
    public override DecimalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            throw new JsonFaultException(
                "a decimal is sent as text, since a JSON number loses digits on its way.",
                "Put it in quotes: \"12.5\"."
            );
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonFaultException("expected a decimal as text.", Advice);
        }

        // Longer text is no number of 38 digits; copying it would be memory for nothing.
        Span<char> buffer = stackalloc char[LengthMax * 2];
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length <= LengthMax && DecimalText.TryParse(buffer[..reader.CopyString(buffer)], out var value))
        {
            return value;
        }

        throw new JsonFaultException(
            "expected a decimal of at most 38 digits: no exponent, space, plus, separator, leading zero, NaN or infinity.",
            Advice
        );
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DecimalText value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
