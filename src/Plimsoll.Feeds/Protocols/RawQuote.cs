using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Protocols;

/// <summary>What a protocol read out of a message, before anybody judged it.</summary>
/// <param name="Symbol">The number of the market, or −1 for one not asked for.</param>
/// <param name="Prices">What is said of it.</param>
/// <param name="VenueTime">The venue's stamp; zero for none.</param>
/// <param name="Sequence">The venue's number, rising within a connection; zero for none.</param>
public readonly record struct RawQuote(int Symbol, QuotePrices Prices, Timestamp VenueTime, long Sequence);
