namespace Plimsoll.Simulation.Markets;

/// <summary>Which sources make an index: all of them under Plimsoll's rule, or one venue alone, believed blindly.</summary>
/// <param name="Venue">The only venue believed; null for the rule.</param>
/// <param name="Symbol">Which of its markets, where it has several; null for the one in USD, else the one with most bars.</param>
public sealed record MarkRule(string? Venue, string? Symbol)
{
    /// <summary>The word for the rule.</summary>
    public const string MedianName = "median";

    /// <summary>The weighted median with its drops, holds and windows.</summary>
    public static MarkRule Median { get; } = new(null, null);

    /// <summary>The name, also where a default is shown.</summary>
    public override string ToString() => Name;

    /// <summary>Whether it is the rule.</summary>
    public bool IsMedian => Venue is null;

    /// <summary>The rule as the command line names it.</summary>
    public string Name =>
        Venue is null ? MedianName
        : Symbol is null ? Venue
        : $"{Venue}:{Symbol}";

    /// <summary>From <c>median</c>, <c>VENUE</c> or <c>VENUE:SYMBOL</c>. Whether the files hold it is asked later.</summary>
    public static MarkRule Parse(string text)
    {
        if (string.Equals(text, MedianName, StringComparison.OrdinalIgnoreCase))
        {
            return Median;
        }

        var parts = text.Split(':', 2);
        return new(parts[0].ToLowerInvariant(), parts.Length == 2 && parts[1].Length > 0 ? parts[1] : null);
    }
}
