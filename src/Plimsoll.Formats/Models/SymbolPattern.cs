using System.Globalization;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Models;

/// <summary>How a venue writes the symbols of a series, such as <c>BTC-{expiry}-{strike}-{right}</c>.</summary>
/// <param name="pattern">Plain text with the places {expiry}, {strike} and {right}.</param>
internal sealed class SymbolPattern(string pattern)
{
    private static readonly string[] ExpiryForms = ["yyyy-MM-dd", "yyyyMMdd", "dMMMyy", "ddMMMyy"];

    /// <summary>The places that a pattern may have.</summary>
    public static IReadOnlyList<string> Places { get; } = ["{expiry}", "{strike}", "{right}"];

    /// <summary>What is wrong with a pattern; null when nothing is.</summary>
    public static string? Problem(string pattern)
    {
        for (var from = pattern.IndexOf('{', StringComparison.Ordinal); from >= 0; from = pattern.IndexOf('{', from + 1))
        {
            var close = pattern.IndexOf('}', from);
            if (close < 0)
            {
                return $"the brace that opens {pattern[from..]} is not closed.";
            }

            if (!Places.Contains(pattern[from..(close + 1)], StringComparer.Ordinal))
            {
                return $"there is no place {pattern[from..(close + 1)]}; there are: {string.Join(", ", Places)}.";
            }
        }

        return null;
    }

    /// <summary>Reads a symbol; null when it is none of the series.</summary>
    public (DateTimeOffset? Expiry, decimal? Strike, string? Right)? Match(string symbol)
    {
        DateTimeOffset? expiry = null;
        decimal? strike = null;
        string? right = null;
        var (from, at) = (0, 0);
        while (from < pattern.Length)
        {
            if (pattern[from] != '{')
            {
                if (at >= symbol.Length || symbol[at] != pattern[from])
                {
                    return null;
                }

                from++;
                at++;
                continue;
            }

            var close = pattern.IndexOf('}', from);
            var place = pattern[from..(close + 1)];
            from = close + 1;
            // A place reaches as far as the letter that comes after it in the pattern.
            var end = from < pattern.Length ? symbol.IndexOf(pattern[from], at) : symbol.Length;
            if (end < at)
            {
                return null;
            }

            var text = symbol[at..end];
            at = end;
            switch (place)
            {
                case "{strike}" when NumberShape.TryRead(text, out var number) && number > 0:
                    strike = number;
                    break;
                case "{right}" when text is "C" or "P" or "call" or "put":
                    right = text[0] is 'C' or 'c' ? "call" : "put";
                    break;
                case "{expiry}" when Day(text) is { } day:
                    expiry = day;
                    break;
                default:
                    return null;
            }
        }

        return at == symbol.Length ? (expiry, strike, right) : null;
    }

    /// <summary>Writes the symbol of an instrument of the series.</summary>
    public string Write(DateTimeOffset? expiry, decimal strike, string right) =>
        pattern
            .Replace(
                "{expiry}",
                expiry?.ToString("dMMMyy", CultureInfo.InvariantCulture).ToUpperInvariant() ?? "",
                StringComparison.Ordinal
            )
            .Replace("{strike}", strike.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{right}", right, StringComparison.Ordinal);

    private static DateTimeOffset? Day(string text) =>
        DateTimeOffset.TryParseExact(text, ExpiryForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
            ? day
            : null;
}
