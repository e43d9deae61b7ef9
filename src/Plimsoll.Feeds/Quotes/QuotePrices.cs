using Plimsoll.Feeds.Protocols;

namespace Plimsoll.Feeds.Quotes;

/// <summary>What a venue says of one market, as exact decimals in the market's quote currency. Zero stands for "not said".</summary>
/// <param name="Bid">Best bid.</param>
/// <param name="Ask">Best ask.</param>
/// <param name="Last">Last trade.</param>
/// <param name="Index">The venue's or oracle's index price.</param>
/// <param name="Mark">The venue's own mark price.</param>
/// <param name="Underlying">Of an option: the forward that the venue prices it by.</param>
/// <param name="Confidence">Of an oracle: the half width of its confidence interval, in the same currency.</param>
public readonly record struct QuotePrices(
    decimal Bid,
    decimal Ask,
    decimal Last = 0,
    decimal Index = 0,
    decimal Mark = 0,
    decimal Underlying = 0,
    decimal Confidence = 0
)
{
    /// <summary>Whether there are a bid and an ask.</summary>
    public bool HasBook => Bid != 0 && Ask != 0;

    /// <summary>One figure for tables, bars and comparisons: of an index the index; of a market the middle of the book, else the mark, else the last trade, else the one side there is. Zero for none. Never for margin.</summary>
    public decimal Reference(FeedSymbolKind kind) =>
        kind is FeedSymbolKind.Index ? Index
        : HasBook ? Bid + ((Ask - Bid) / 2)
        : Mark != 0 ? Mark
        : Last != 0 ? Last
        : Bid + Ask;
}
