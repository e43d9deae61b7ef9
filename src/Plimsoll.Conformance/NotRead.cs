using System.Globalization;
using System.Text.Json.Nodes;

namespace Plimsoll.Conformance;

/// <summary>What a vector states as inputs and nothing is made of, so that none of it is passed over in silence.</summary>
/// <remarks>
/// Found by trial: an input is read if the vector becomes another model or portfolio, or none, when it is another. What a translator looks at
/// cannot be left out of such a list by mistake.
/// </remarks>
internal static class NotRead
{
    /// <summary>The paths, each as far up as nothing below it was read; none for a vector that became no files.</summary>
    public static IReadOnlyList<string> In(VectorResult result)
    {
        if (result.Translation is not { } translation)
        {
            return [];
        }

        var (inputs, written) = ((JsonObject)result.Vector.Inputs.DeepClone(), Written(translation));
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, leaf, replace) in Leaves(inputs, ""))
        {
            if (leaf is JsonObject or JsonArray or null)
            {
                // What is empty says nothing that could be passed over.
                read.Add(path);
                continue;
            }

            if (Others(leaf).Any(other => IsAnother(other, replace)))
            {
                read.Add(path);
            }

            replace(leaf.DeepClone());
        }

        return NotCompared.In(result.Vector.Inputs, read);

        bool IsAnother(JsonNode other, Action<JsonNode?> replace)
        {
            replace(other);
            return !string.Equals(Written(result.Vector with { Inputs = inputs }), written, StringComparison.Ordinal);
        }
    }

    private static string Written(Vector vector)
    {
        try
        {
            return Written(TranslatorCatalog.Translate(vector));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return "";
        }
    }

    private static string Written(Translation translation) => translation.Model.ToJsonString() + translation.Portfolio.ToJsonString();

    private static IEnumerable<JsonNode> Others(JsonNode leaf)
    {
        var value = leaf.AsValue();
        return value.TryGetValue(out bool flag) ? [!flag]
            : value.TryGetValue(out string? text) ? [text + "1", "?"]
            : decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) < decimal.MaxValue / 4
                ? [number + 1, 0, -number - 2]
            : [1];
    }

    /// <summary>The values at the ends of a tree, and how to put others in their place.</summary>
    private static IEnumerable<(string Path, JsonNode? Leaf, Action<JsonNode?> Replace)> Leaves(JsonNode node, string path)
    {
        if (node is JsonObject parts)
        {
            foreach (var (name, part) in parts.ToArray())
            {
                var below = path.Length == 0 ? name : $"{path}.{name}";
                foreach (var leaf in Below(part, below, other => parts[name] = other))
                {
                    yield return leaf;
                }
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                var at = i;
                var below = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
                foreach (var leaf in Below(items[i], below, other => items[at] = other))
                {
                    yield return leaf;
                }
            }
        }
    }

    private static IEnumerable<(string Path, JsonNode? Leaf, Action<JsonNode?> Replace)> Below(
        JsonNode? node,
        string path,
        Action<JsonNode?> replace
    ) => node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 } ? Leaves(node, path) : [(path, node, replace)];
}
