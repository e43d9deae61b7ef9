using System.Globalization;
using System.Text.Json;

namespace Plimsoll.Server.Problems;

/// <summary>Nulls that the serializer lets through: those in lists. No request has a use for them.</summary>
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
        using var document = JsonDocument.ParseValue(ref reader);
        if (PathOfNull(document.RootElement, "") is { } path)
            throw new ProblemException(new(ProblemCode.BadValue) { Field = path, Detail = "expected a value, found null." });
    }

    /// <summary>Where the first one stands; null when there is none.</summary>
    private static string? PathOfNull(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var place = 0;
            foreach (var element in value.EnumerateArray())
            {
                var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{place++}]");
                if (element.ValueKind == JsonValueKind.Null)
                    return at;

                if (PathOfNull(element, at) is { } inner)
                    return inner;
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                if (member.Value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
                    continue;

                if (PathOfNull(member.Value, path.Length == 0 ? NameOf(member) : $"{path}.{NameOf(member)}") is { } inner)
                    return inner;
            }
        }

        return null;
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            // Half a character: a name that nobody can repeat.
            return "?";
        }
    }
}
