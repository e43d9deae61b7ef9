namespace Plimsoll.Margin.Health;

/// <summary>A spot market in which an account has funds reserved by open orders: they may come back as either token.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BaseToken">Row of the token that is traded.</param>
/// <param name="QuoteToken">Row of the token it is paid in.</param>
/// <param name="ReservedBase">Base reserved by asks, zero or more.</param>
/// <param name="ReservedQuote">Quote reserved by bids, zero or more.</param>
/// <param name="LowestAsk">Quote per base of the lowest ask, which bounds what asks bring; zero when not known.</param>
/// <param name="HighestBidInverse">Base per quote of the highest bid, which bounds what bids bring; zero when not known.</param>
public sealed record HealthMarket(
    string Name,
    int BaseToken,
    int QuoteToken,
    decimal ReservedBase,
    decimal ReservedQuote,
    decimal LowestAsk = 0,
    decimal HighestBidInverse = 0
)
{
    /// <summary>All that is reserved, were every bid filled and every ask cancelled: an amount of base.</summary>
    public decimal AllAsBase(HealthToken baseToken, HealthToken quoteToken)
    {
        ArgumentNullException.ThrowIfNull(baseToken);
        ArgumentNullException.ThrowIfNull(quoteToken);
        var bought = ReservedQuote * quoteToken.AssetPrice / baseToken.LiabilityPrice;
        return ReservedBase + (HighestBidInverse > 0 ? Math.Min(bought, ReservedQuote * HighestBidInverse) : bought);
    }

    /// <summary>All that is reserved, were every ask filled and every bid cancelled: an amount of quote.</summary>
    public decimal AllAsQuote(HealthToken baseToken, HealthToken quoteToken)
    {
        ArgumentNullException.ThrowIfNull(baseToken);
        ArgumentNullException.ThrowIfNull(quoteToken);
        var earned = ReservedBase * baseToken.AssetPrice / quoteToken.LiabilityPrice;
        return ReservedQuote + (LowestAsk > 0 ? Math.Min(earned, ReservedBase * LowestAsk) : earned);
    }
}
