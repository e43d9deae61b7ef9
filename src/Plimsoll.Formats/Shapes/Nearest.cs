using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>Guesses what was meant by a word that is not known.</summary>
public static class Nearest
{
    /// <summary>A question that asks whether a word near to this one was meant; empty when none is near.</summary>
    public static string Advice(DocumentNode node, IEnumerable<string> words) =>
        node is ScalarNode scalar ? Advice(scalar.Text, words) : "";

    /// <summary>A question that asks whether a word near to this one was meant; empty when none is near.</summary>
    public static string Advice(string word, IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(words);
        var nearest = words.Select(candidate => (Name: candidate, Distance: Distance(word, candidate))).ToList();
        var best = nearest
            .Where(pair => pair.Distance <= Math.Max(1, pair.Name.Length / 3))
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault()
            .Name;
        // A beginning of two or three letters says more than letters that differ.
        best ??= word.Length < 3 ? null : nearest.Find(pair => pair.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Name;
        return best is null ? "" : $"Did you mean {best}?";
    }

    /// <summary>The words that are near to one, the nearest first: few letters differ, or they share a part of their names. None when none is near.</summary>
    /// <param name="word">What is not known.</param>
    /// <param name="words">What is known; parts are parted by points, slashes and underscores.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<string> Several(string word, IEnumerable<string> words, int most)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(words);
        var parts = Parts(word);
        return
        [
            .. words
                .Select(candidate =>
                    (Name: candidate, Distance: Distance(word, candidate), Shared: Parts(candidate).Intersect(parts).Count())
                )
                .Where(each => each.Distance <= Math.Max(1, each.Name.Length / 3) || each.Shared > 0)
                .OrderBy(each => each.Distance <= Math.Max(1, each.Name.Length / 3) ? 0 : 1)
                .ThenByDescending(each => each.Shared)
                .ThenBy(each => each.Distance)
                .Take(most)
                .Select(each => each.Name),
        ];
    }

    /// <summary>The parts of a name, without the ending of more than one.</summary>
    private static HashSet<string> Parts(string name) =>
        [.. name.ToLowerInvariant().Split('.', '/', '_', '-').Select(part => part.TrimEnd('s')).Where(part => part.Length > 2)];

    /// <summary>How many letters have to be put in, taken out, changed, or swapped with the next.</summary>
    private static int Distance(string left, string right)
    {
        if (left.Length > 64 || right.Length > 64)
        {
            return int.MaxValue;
        }

        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                rows[i, j] =
                    i == 0 || j == 0
                        ? i + j
                        : Math.Min(
                            Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                            rows[i - 1, j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1)
                        );
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[left.Length, right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
