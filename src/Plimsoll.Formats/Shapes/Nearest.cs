using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Shapes;

/// <summary>Guesses what was meant by a word that is not known.</summary>
internal static class Nearest
{
    public static string Advice(DocumentNode node, IEnumerable<string> words) =>
        node is ScalarNode scalar ? Advice(scalar.Text, words) : "";

    public static string Advice(string word, IEnumerable<string> words)
    {
        var nearest = words
            .Select(candidate => (candidate, Distance: Distance(word, candidate)))
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault();
        return nearest.candidate is { } name && nearest.Distance <= Math.Max(1, name.Length / 3) ? $"Did you mean {name}?" : "";
    }

    /// <summary>How many letters have to be put in, taken out or changed.</summary>
    private static int Distance(string left, string right)
    {
        if (left.Length > 64 || right.Length > 64)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
