using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Health;

namespace Plimsoll.Feeds.Checks;

/// <summary>What a check found out about one source.</summary>
/// <param name="Health">How it stood at the end.</param>
/// <param name="Symbols">The markets that were listened to.</param>
/// <param name="Quotes">How many quotes of each passed, by label.</param>
/// <param name="Problem">What is wrong, in a few words; null when all is well.</param>
/// <param name="Advice">What to do about it; null when there is nothing to do.</param>
public sealed record FeedCheckResult(
    FeedHealth Health,
    IReadOnlyList<string> Symbols,
    IReadOnlyDictionary<string, (long Count, Quotes.FeedQuote Last)> Quotes,
    string? Problem,
    string? Advice
)
{
    /// <summary>How long connecting took; where there is no connection to keep, how long the first answer took. Null when it failed.</summary>
    public TimeSpan? Connected =>
        VenueCatalog.Find(Health.Venue)?.Transport is FeedTransport.JsonRpc ? Health.FirstMessageIn : Health.ConnectedIn;

    /// <summary>Whether each market gave a quote that passed, and nothing was wrong at the end.</summary>
    public bool IsGood => Problem is null;
}
