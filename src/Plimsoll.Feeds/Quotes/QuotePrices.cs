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

    /// <summary>Whether nothing at all is said that could serve as a price.</summary>
    public bool IsEmpty => Bid == 0 && Ask == 0 && Last == 0 && Index == 0 && Mark == 0;

    /// <summary>One figure for tables, bars and comparisons: the middle of the book, else the index, else the last trade, else the mark, else the one side there is. Never for margin.</summary>
    public decimal Reference =>
        HasBook ? Bid + ((Ask - Bid) / 2)
        : Index != 0 ? Index
        : Last != 0 ? Last
        : Mark != 0 ? Mark
        : Bid + Ask;
}
