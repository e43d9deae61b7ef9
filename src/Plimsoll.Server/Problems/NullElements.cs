using System.Globalization;
using System.Text.Json;

namespace Plimsoll.Server.Problems;

/// <summary>Nulls that the serializer lets through: those in lists, and those for keys of a map. No request has a use for either.</summary>
/// <remarks>The serializer holds members to what they may be, but not the elements of lists: they would be found as nothing, deep inside.</remarks>
internal static class NullElements
{
    /// <summary>Goes no further when a list has a null in it.</summary>
    /// <exception cref="ProblemException">It has; the problem names its place.</exception>
    /// <exception cref="JsonException">It is not well-formed.</exception>
    public static void Refuse(ReadOnlySpan<byte> request, int depth)
    {
        // Nearly all requests hold none at all.
        if (request.IndexOf("null"u8) < 0)
            return;

        var reader = new Utf8JsonReader(request, new JsonReaderOptions { MaxDepth = depth });
        Span<int> places = stackalloc int[64];
        while (reader.Read())
        {
            var level = Math.Min(reader.CurrentDepth, places.Length - 1);
            switch (reader.TokenType)
            {
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    continue;
                case JsonTokenType.PropertyName:
                    // Minus one stands for a member, whose null the serializer judges.
                    places[level] = -1;
                    continue;
                case JsonTokenType.Null when level > 0 && places[level] >= 0:
                    throw new ProblemException(
                        new(ProblemCode.BadValue)
                        {
                            Field = "$",
                            Detail = string.Create(CultureInfo.InvariantCulture, $"a list holds null as its element {places[level]}."),
                        }
                    );
            }

            if (places[level] >= 0)
                places[level]++;

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && level + 1 < places.Length)
                places[level + 1] = 0;
        }
    }
}
