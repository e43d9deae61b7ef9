using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Conformance;

/// <summary>Reads files of vectors, in any of the three forms that are in use.</summary>
public static class VectorFile
{
    private const int LongestQuote = 20;
    private const long LargestFile = 256 * 1024 * 1024;
    private static readonly SearchValues<string> Places = SearchValues.Create([" Path:", " LineNumber:"], StringComparison.Ordinal);
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a file from disk.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DocumentException">There is none, or it is not a file of vectors.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<Vector> Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = new FileInfo(path);
        var fault =
            Directory.Exists(path) ? new DocumentFault("not_a_file", "", default, "expected a file, found a folder.")
            : !file.Exists ? new("no_file", "", default, "there is no such file.")
            : file.Length > LargestFile
                ? new(
                    "too_large",
                    "",
                    default,
                    $"expected at most {LargestFile / 1024 / 1024} MiB of vectors, found {file.Length / 1024 / 1024}."
                )
            : null;
        return fault is null ? Read(path, File.ReadAllText(path)) : throw new DocumentException(path, [fault]);
    }

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
            if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            {
                var found = string.IsNullOrWhiteSpace(text) ? "an empty file" : "something else";
                faults.Add(new("not_json", "", new(1, 1), $"expected JSON, an object with a list called vectors; found {found}."));
            }
            else if (JsonNode.Parse(text, documentOptions: Options) is not JsonObject root || root["vectors"] is not JsonArray list)
            {
                faults.Add(new("not_vectors", "vectors", JsonPlace.Of(text, "vectors"), "expected an object with a list called vectors."));
            }
            else if (list.Count == 0)
            {
                faults.Add(
                    new("no_vectors", "vectors", JsonPlace.Of(text, "vectors"), "expected at least one vector, found an empty list.")
                );
            }
            else
            {
                var shared = root["shared"] as JsonObject ?? [];
                for (var i = 0; i < list.Count; i++)
                {
                    Add(text, list[i], i, shared, vectors, faults);
                }
            }
        }
        catch (JsonException exception)
        {
            var place = new SourcePlace((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1);
            faults.Add(new("malformed", "", place, "not well-formed JSON: " + Shortened(exception.Message)));
        }

        faults.ThrowIfAny();
        return vectors;
    }

    private static void Add(string text, JsonNode? node, int index, JsonObject shared, List<Vector> vectors, FaultList faults)
    {
        var path = $"vectors[{index}]";
        var step = index.ToString(CultureInfo.InvariantCulture);
        if (node is not JsonObject vector)
        {
            faults.Add(new("not_a_vector", path, JsonPlace.Of(text, "vectors", step), "expected an object."));
            return;
        }

        if (Text(vector["id"]) is not { Length: > 0 } id)
        {
            faults.Add(Missing(vector, path, "id", "a name as text", JsonPlace.Of(text, "vectors", step, "id")));
            return;
        }

        // From here on its name says more than its place.
        path = $"{path} ({(id.Length > 80 ? id[..80] + "…" : id)})";
        if (Text(vector["kind"]) is not { Length: > 0 } kind)
        {
            faults.Add(Missing(vector, path, "kind", "what it is about as text", JsonPlace.Of(text, "vectors", step, "kind")));
            return;
        }

        if (vector["inputs"] is not JsonObject inputs)
        {
            faults.Add(Missing(vector, path, "inputs", "an object", JsonPlace.Of(text, "vectors", step, "inputs")));
            return;
        }

        if (vector["expected"] is not JsonObject expected)
        {
            faults.Add(Missing(vector, path, "expected", "an object", JsonPlace.Of(text, "vectors", step, "expected")));
            return;
        }

        foreach (var name in (string[])["venue", "engine"])
        {
            if (vector[name] is not null && Text(vector[name]) is not { Length: > 0 })
            {
                faults.Add(Missing(vector, path, name, "whose vector it is as text", JsonPlace.Of(text, "vectors", step, name)));
                return;
            }
        }

        // Vega's file is of one venue and does not name it.
        var venue = Text(vector["venue"]) ?? Text(vector["engine"]) ?? "vega";
        var contradicts =
            string.Equals(Text(vector["expected_status"]), "not_reproduced", StringComparison.Ordinal)
            || (vector["reproduces"] is JsonValue value && value.TryGetValue(out bool reproduces) && !reproduces);
        vectors.Add(
            new(id, venue, kind, Text(vector["formula_id"]) ?? "", inputs, expected, vector["tolerance"], contradicts, vector, shared)
        );
    }

    /// <summary>What is wrong, without the place, which is told before it, and without all that the parser quotes, which may be the whole file.</summary>
    private static string Shortened(string message)
    {
        var end = message.AsSpan().IndexOfAny(Places);
        var told = end < 0 ? message : message[..end];
        var (from, to) = (told.IndexOf('\'', StringComparison.Ordinal) + 1, told.LastIndexOf("' is ", StringComparison.Ordinal));
        return to - from > LongestQuote ? $"{told[..(from + LongestQuote)].ReplaceLineEndings(" ")}…{told[to..]}" : told;
    }

    private static DocumentFault Missing(JsonObject vector, string path, string field, string what, SourcePlace place)
    {
        var found = vector[field] is { } node ? "found " + Shown(node) : "it is missing";
        return new(vector[field] is null ? "missing_field" : "wrong_type", $"{path}.{field}", place, $"expected {what}, {found}.");
    }

    private static string Shown(JsonNode node) =>
        node switch
        {
            JsonObject => "an object",
            JsonArray => "a list",
            _ when node.ToJsonString() is { Length: > 40 } text => text[..40] + "…",
            _ => node.ToJsonString(),
        };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
