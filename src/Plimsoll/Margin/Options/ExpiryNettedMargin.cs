namespace Plimsoll.Margin.Options;

/// <summary>What is left of an account after margin; an account below zero at maintenance is liquidated.</summary>
/// <param name="Total">Cash and all underlyings.</param>
/// <param name="Value">Value at the mark.</param>
/// <param name="Underlyings">The parts, in the order given.</param>
public sealed record ExpiryNettedMargin(MarginPair Total, decimal Value, IReadOnlyList<UnderlyingMargin> Underlyings)
{
    /// <summary>Every short by itself, over all underlyings: what netting improves upon.</summary>
    public MarginPair Isolated =>
        Underlyings.SelectMany(each => each.Expiries).Aggregate(default(MarginPair), (sum, each) => sum + each.Isolated);
}
