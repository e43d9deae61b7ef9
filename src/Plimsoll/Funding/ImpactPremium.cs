namespace Plimsoll.Funding;

/// <summary>How far a perpetual's book lies above or below its index: what funding averages.</summary>
/// <remarks>
/// [max(0, impact bid − index) − max(0, index − impact ask)] ÷ index; zero while the index lies within the impact spread.
/// Source: Hyperliquid, Funding (index = its oracle); Binance, Premium index.
/// </remarks>
public static class ImpactPremium
{
    /// <summary>Computes the premium as a share of the index; above zero the book is dearer.</summary>
    /// <param name="impactBid">Average price of selling the impact notional into the book, above zero.</param>
    /// <param name="impactAsk">Average price of buying it, above zero.</param>
    /// <param name="index">Index or oracle price, above zero.</param>
    public static decimal Of(decimal impactBid, decimal impactAsk, decimal index) =>
        (Math.Max(0, impactBid - index) - Math.Max(0, index - impactAsk)) / index;
}
