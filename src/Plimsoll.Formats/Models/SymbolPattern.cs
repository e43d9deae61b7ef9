using System.Globalization;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Models;

/// <summary>How a venue writes the symbols of a series, such as <c>BTC-{expiry}-{strike}-{right}</c>.</summary>
/// <param name="pattern">Plain text with the places {expiry}, {strike} and {right}.</param>
internal sealed class SymbolPattern(string pattern)
{
    private const string Expiry = "{expiry}";
    private const string Strike = "{strike}";
    private const string Right = "{right}";

    private static readonly string[] ExpiryForms = ["yyyy-MM-dd", "yyyyMMdd", "dMMMyy", "ddMMMyy"];

    /// <summary>The places that a pattern may have.</summary>
    public static IReadOnlyList<string> Places { get; } = [Expiry, Strike, Right];

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

    /// <summary>How many places it has.</summary>
    public int PlaceCount => pattern.Count(letter => letter == '{');

    /// <summary>Reads a symbol; null when it is none of the series.</summary>
    public (DateTimeOffset? Expiry, decimal? Strike, string? Right)? Match(string symbol)
    {
        DateTimeOffset? expiry = null;
        decimal? strike = null;
        string? right = null;
        if (Parts(symbol) is not { } parts)
        {
            return null;
        }

        foreach (var (place, text) in parts)
        {
            switch (place)
            {
                case Strike when StrikeOf(text) is { } number:
                    strike = number;
                    break;
                case Right when RightOf(text) is { } word:
                    right = word;
                    break;
                case Expiry when Day(text) is { } day:
                    expiry = day;
                    break;
                default:
                    return null;
            }
        }

        return (expiry, strike, right);
    }

    /// <summary>Why a symbol that is built like the pattern is none of the series; null when it is, or is built otherwise.</summary>
    public string? Trouble(string symbol)
    {
        foreach (var (place, text) in Parts(symbol) ?? [])
        {
            switch (place)
            {
                case Strike when StrikeOf(text) is null:
                    return $"expected a strike above zero, found {text}";
                case Right when RightOf(text) is null:
                    return $"expected C or P for the right, found {text}";
                case Expiry when Day(text) is null:
                    return Impossible(text) is { } day ? $"{day} does not exist" : $"expected an expiry such as 27NOV26, found {text}";
            }
        }

        return null;
    }

    /// <summary>The pattern as the model states it.</summary>
    public override string ToString() => pattern;

    /// <summary>What stands in each place of a symbol; null where its plain text is another.</summary>
    private List<(string Place, string Text)>? Parts(string symbol)
    {
        var parts = new List<(string, string)>();
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

            parts.Add((place, symbol[at..end]));
            at = end;
        }

        return at == symbol.Length ? parts : null;
    }

    private static decimal? StrikeOf(string text) => NumberShape.TryRead(text, out var number) && number > 0 ? number : null;

    private static string? RightOf(string text) =>
        text switch
        {
            "C" or "call" => "call",
            "P" or "put" => "put",
            _ => null,
        };

    /// <summary>A day that is written rightly and beyond the end of its month, in words.</summary>
    private static string? Impossible(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var first = digits is 1 or 2 && text.Length > digits ? Day("1" + text[digits..]) : null;
        return first is { } month && int.TryParse(text[..digits], CultureInfo.InvariantCulture, out var number) && number > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{number} {month:MMMM yyyy}")
            : null;
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
