namespace Plimsoll.Margin.Health;

/// <summary>A perpetual position and its open orders as one level of health values them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SettleToken">Row of the token that its profit settles in.</param>
/// <param name="Lots">Signed position; above zero is long.</param>
/// <param name="Quote">Signed quote side of the position: what was received less what was paid, with funding and fees.</param>
/// <param name="BidLots">Lots that may be bought by open orders, zero or more.</param>
/// <param name="AskLots">Lots that may be sold by open orders, zero or more.</param>
/// <param name="LotSize">Base units of a lot, above zero.</param>
/// <param name="AssetPrice">Price of a long and of what asks sell, above zero.</param>
/// <param name="LiabilityPrice">Price of a short and of what bids buy, above zero.</param>
/// <param name="AssetWeight">Share of a long's value that counts: 1 less its margin rate.</param>
/// <param name="LiabilityWeight">Multiple at which a short's value counts: 1 plus its margin rate.</param>
/// <param name="OverallWeight">Share of a positive result that counts, from 0 to 1.</param>
/// <param name="IsProfitWeighted">Whether the overall weight meets the profit alone, before the margin is taken off, rather than what is left after it.</param>
public sealed record HealthPerpetual(
    string Name,
    int SettleToken,
    decimal Lots,
    decimal Quote,
    decimal BidLots,
    decimal AskLots,
    decimal LotSize,
    decimal AssetPrice,
    decimal LiabilityPrice,
    decimal AssetWeight,
    decimal LiabilityWeight,
    decimal OverallWeight,
    bool IsProfitWeighted = false
)
{
    /// <summary>The worse of all bids filled and all asks filled, before the overall weight, in the settle token.</summary>
    public decimal Unweighted => Math.Min(Case(BidLots, LiabilityPrice).Health, Case(-AskLots, AssetPrice).Health);

    /// <summary>The worse of both after the overall weight: what joins the balance of the settle token.</summary>
    public decimal Weighted => Math.Min(Weigh(Case(BidLots, LiabilityPrice)), Weigh(Case(-AskLots, AssetPrice)));

    private (decimal Health, decimal Profit) Case(decimal lots, decimal orderPrice)
    {
        var position = (Lots + lots) * LotSize;
        var price = position < 0 ? LiabilityPrice : AssetPrice;
        var cash = Quote - (lots * LotSize * orderPrice);
        return (cash + (position * price * (position < 0 ? LiabilityWeight : AssetWeight)), cash + (position * price));
    }

    private decimal Weigh((decimal Health, decimal Profit) outcome)
    {
        if (!IsProfitWeighted)
            return outcome.Health > 0 ? outcome.Health * OverallWeight : outcome.Health;

        var margin = outcome.Profit - outcome.Health;
        return (outcome.Profit > 0 ? outcome.Profit * OverallWeight : outcome.Profit) - margin;
    }
}
