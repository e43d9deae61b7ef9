using System.Globalization;
using System.Text.Json.Nodes;

namespace Plimsoll.Conformance;

/// <summary>What a vector expects and nothing was compared with, so that no number is left out in silence.</summary>
internal static class NotCompared
{
    /// <summary>The paths, each as far up as nothing below it was compared.</summary>
    /// <param name="expected">What the vector expects.</param>
    /// <param name="compared">The paths that were compared.</param>
    public static IReadOnlyList<string> In(JsonObject expected, IReadOnlySet<string> compared)
    {
        var paths = new List<string>();
        foreach (var (name, part) in expected)
        {
            _ = AddTo(paths, part, name, compared);
        }

        return paths;
    }

    /// <summary>Adds what was not compared in a part, and says whether that is all of it.</summary>
    private static bool AddTo(List<string> paths, JsonNode? node, string path, IReadOnlySet<string> compared)
    {
        if (compared.Contains(path))
        {
            return false;
        }

        var before = paths.Count;
        var isAll = true;
        foreach (var (step, part) in PartsOf(node))
        {
            isAll &= AddTo(paths, part, path + step, compared);
        }

        if (isAll)
        {
            paths.RemoveRange(before, paths.Count - before);
            paths.Add(path);
        }

        return isAll;
    }

    private static IEnumerable<(string Step, JsonNode? Part)> PartsOf(JsonNode? node) =>
        node switch
        {
            JsonObject parts => parts.Select(part => ("." + part.Key, part.Value)),
            JsonArray items => items.Select((item, i) => (string.Create(CultureInfo.InvariantCulture, $"[{i}]"), item)),
            _ => [],
        };
}
