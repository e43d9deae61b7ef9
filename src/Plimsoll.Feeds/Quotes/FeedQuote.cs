using Plimsoll.Feeds.Protocols;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Quotes;

/// <summary>A quote that passed: fresh by the venue's own stamp, in order, positive and not crossed.</summary>
/// <param name="Source">The name of the source it came from.</param>
/// <param name="Symbol">The market, by its label.</param>
/// <param name="Kind">Whether it is a market or an index.</param>
/// <param name="Prices">What the venue says of it.</param>
/// <param name="VenueTime">The venue's stamp, by the venue's clock.</param>
/// <param name="Received">When the message was whole, by this machine's clock.</param>
/// <param name="Sequence">The venue's number of the update, or zero where it gives none.</param>
public readonly record struct FeedQuote(
    string Source,
    string Symbol,
    FeedSymbolKind Kind,
    QuotePrices Prices,
    Timestamp VenueTime,
    Timestamp Received,
    long Sequence
)
{
    /// <summary>One figure for tables, bars and comparisons. Never for margin.</summary>
    public decimal Reference => Prices.Reference(Kind);
}
