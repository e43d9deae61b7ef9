using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Tests;

/// <summary>Spoils a document somewhere, as people, programs and broken discs do.</summary>
internal static class JsonMutation
{
    private static readonly string[] Values =
    [
        "null",
        "0",
        "-1",
        "1e28",
        "-79228162514264337593543950335",
        "1e-28",
        "0.1",
        "1e400",
        "123456789012345678901234567890123",
        "true",
        "false",
        "\"\"",
        "\"x\"",
        "\"1_000%\"",
        "\"NaN\"",
        "\"\\u0000\"",
        "[]",
        "{}",
        "[[[[[[]]]]]]",
        "{\"a\":{\"a\":{}}}",
        "9223372036854775807",
        "340282366920938463463374607431768211455",
        "\"2024-02-30\"",
        "\"9999-12-31\"",
        "0.333333333333333333333333333",
        "99999999",
        "-0.000001",
    ];

    /// <summary>A copy with a few things spoilt.</summary>
    public static JsonObject Spoilt(this JsonObject document, Random random)
    {
        var copy = (JsonObject)document.DeepClone();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var places = Places(copy).ToArray();
            if (places.Length > 0)
            {
                Spoil(places[random.Next(places.Length)], random);
            }
        }

        return copy;
    }

    private static void Spoil((JsonNode Parent, string? Name, int Index) place, Random random)
    {
        var value = JsonNode.Parse(Values[random.Next(Values.Length)]);
        if (place.Parent is JsonArray list)
        {
            switch (random.Next(4))
            {
                case 0:
                    list.RemoveAt(place.Index);
                    break;
                case 1:
                    list.Add(list[place.Index]?.DeepClone());
                    break;
                default:
                    list[place.Index] = value;
                    break;
            }

            return;
        }

        var parts = (JsonObject)place.Parent;
        switch (random.Next(6))
        {
            case 0:
                parts.Remove(place.Name!);
                break;
            case 1:
                var moved = parts[place.Name!]?.DeepClone();
                parts.Remove(place.Name!);
                parts[place.Name! + "x"] = moved;
                break;
            default:
                parts[place.Name!] = value;
                break;
        }
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode? node) =>
        node switch
        {
            JsonObject parts => parts.SelectMany(part => Places(part.Value).Prepend((parts, part.Key, 0))),
            JsonArray items => items.SelectMany((item, i) => Places(item).Prepend((items, null, i))),
            _ => [],
        };
}
