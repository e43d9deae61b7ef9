using Plimsoll.Pricing;

namespace Plimsoll.Surfaces;

/// <summary>What a venue quotes for one European option.</summary>
/// <param name="Type">Call or put.</param>
/// <param name="Strike">K &gt; 0, in the quote currency.</param>
/// <param name="Bid">The best bid, a premium in the chain's unit; NaN or zero for none.</param>
/// <param name="Ask">The best ask; NaN or zero for none.</param>
/// <param name="Forward">The forward when the quote was read, as the venue states it; NaN for none. Chains are read over minutes, and prices move.</param>
public readonly record struct OptionQuote(OptionType Type, double Strike, double Bid, double Ask, double Forward)
{
    /// <summary>Whether there is a bid.</summary>
    public bool HasBid => Bid > 0 && double.IsFinite(Bid);

    /// <summary>Whether there is an ask.</summary>
    public bool HasAsk => Ask > 0 && double.IsFinite(Ask);

    /// <summary>Whether there are both, not crossed.</summary>
    public bool IsTwoSided => HasBid && HasAsk && Bid <= Ask;
}
