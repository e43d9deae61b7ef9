using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Conformance;

/// <summary>Reads files of vectors, in any of the three forms that are in use.</summary>
public static class VectorFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="text">What is in it.</param>
    /// <exception cref="DocumentException">It is not a file of vectors.</exception>
    public static IReadOnlyList<Vector> Read(string name, string text)
    {
        var faults = new FaultList(name);
        var vectors = new List<Vector>();
        try
        {
            if (JsonNode.Parse(text) is not JsonObject root || root["vectors"] is not JsonArray list)
            {
                faults.Add(new("not_vectors", "vectors", default, "expected an object with a list called vectors."));
            }
            else
            {
                var shared = root["shared"] as JsonObject ?? [];
                for (var i = 0; i < list.Count; i++)
                {
                    Add(list[i], i, shared, vectors, faults);
                }
            }
        }
        catch (JsonException exception)
        {
            var place = new SourcePlace((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1);
            faults.Add(new("malformed", "", place, "not well-formed JSON."));
        }

        faults.ThrowIfAny();
        return vectors;
    }

    private static void Add(JsonNode? node, int index, JsonObject shared, List<Vector> vectors, FaultList faults)
    {
        var path = $"vectors[{index}]";
        if (node is not JsonObject vector)
        {
            faults.Add(new("not_a_vector", path, default, "expected an object."));
            return;
        }

        if (Text(vector["id"]) is not { } id || Text(vector["kind"]) is not { } kind)
        {
            faults.Add(new("missing_field", path, default, "a vector needs the fields id and kind."));
            return;
        }

        if (vector["inputs"] is not JsonObject inputs || vector["expected"] is not JsonObject expected)
        {
            faults.Add(new("missing_field", path, default, "a vector needs the objects inputs and expected."));
            return;
        }

        // Vega's file is of one venue and does not name it.
        var venue = Text(vector["venue"]) ?? Text(vector["engine"]) ?? "vega";
        var contradicts =
            string.Equals(Text(vector["expected_status"]), "not_reproduced", StringComparison.Ordinal)
            || (vector["reproduces"] is JsonValue value && value.TryGetValue(out bool reproduces) && !reproduces);
        vectors.Add(new(id, venue, kind, Text(vector["formula_id"]) ?? "", inputs, expected, vector["tolerance"], contradicts, vector, shared));
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
