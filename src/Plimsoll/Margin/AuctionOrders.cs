namespace Plimsoll.Margin;

/// <summary>What orders are worth while an auction runs.</summary>
/// <param name="Price">The larger of mark and indicative uncrossing price, not negative.</param>
/// <param name="BuyNotional">Sum of limit price times size over the buy orders, sizes in units of the position.</param>
/// <param name="SellNotional">The same of the sell orders.</param>
public sealed record AuctionOrders(decimal Price, decimal BuyNotional = 0, decimal SellNotional = 0);
