namespace Plimsoll.Margin.Options;

/// <summary>What the options of one expiry need; below zero is a requirement.</summary>
/// <param name="Value">Their value at the mark, shorts below zero.</param>
/// <param name="Isolated">Each short by itself.</param>
/// <param name="LargestLoss">The largest loss at expiry, with an add-on for net short calls.</param>
/// <param name="Contingency">Charged initially for an oracle that is not sure; zero or less.</param>
/// <param name="Shorts">Number of underlyings sold short, by options, as a magnitude.</param>
public sealed record ExpiryMargin(decimal Value, MarginPair Isolated, MarginPair LargestLoss, decimal Contingency, decimal Shorts)
{
    /// <summary>The better of both, less the contingency.</summary>
    public MarginPair Margin => MarginPair.Better(Isolated, LargestLoss) + new MarginPair(Contingency, 0);
}
