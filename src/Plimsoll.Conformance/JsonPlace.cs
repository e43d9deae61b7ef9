using System.Globalization;
using System.Text;
using System.Text.Json;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Conformance;

/// <summary>Where in a JSON text something stands; JSON nodes do not know.</summary>
internal static class JsonPlace
{
    /// <summary>Line and column of a value; of the nearest thing around it when it is not there.</summary>
    /// <param name="text">Well-formed JSON.</param>
    /// <param name="path">Names of fields, and places in lists as numbers.</param>
    public static SourcePlace Of(string text, params ReadOnlySpan<string> path)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        _ = reader.Read();
        var start = reader.TokenStartIndex;
        foreach (var step in path)
        {
            if (!TryEnter(ref reader, step))
            {
                break;
            }

            start = reader.TokenStartIndex;
        }

        var before = Encoding.UTF8.GetString(bytes, 0, (int)start);
        return new(before.Count(sign => sign == '\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    /// <summary>From the beginning of an object or list to the value of a field or place of it.</summary>
    private static bool TryEnter(ref Utf8JsonReader reader, string step)
    {
        var isList = reader.TokenType == JsonTokenType.StartArray;
        if (!isList && reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        for (var i = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject); i++)
        {
            var isHere = isList ? step == i.ToString(CultureInfo.InvariantCulture) : reader.ValueTextEquals(step);
            if (!isList)
            {
                _ = reader.Read();
            }

            if (isHere)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
