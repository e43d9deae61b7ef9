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
        if (length > LengthMax)
        {
            throw TooMany($"a text of {length} characters");
        }

        var text = buffer[..reader.CopyString(buffer)];
        if (DecimalText.TryParse(text, out var value))
        {
            return value;
        }

        throw DecimalText.DigitsOf(text) is > 0 and var digits
            ? TooMany($"{digits}")
            : new JsonFaultException(
                "expected a decimal: digits and at most one point, and no exponent, space, plus, separator, leading zero, NaN or infinity.",
                Advice
            );
    }

    private static JsonFaultException TooMany(string found) =>
        new($"expected a decimal of at most 38 digits; found {found}.", "Send fewer digits.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DecimalText value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
