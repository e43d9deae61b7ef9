using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>Margin of a contract whose price is capped: each side posts all it can lose, and nobody is ever liquidated.</summary>
/// <remarks>
/// A long can lose its entry price, a short the cap less its entry price; orders likewise at their limits, the dearer side.
/// Source: vegaprotocol/specs 0019-MCAL and 0016-PFUT, capped futures.
/// </remarks>
public static class FullyCollateralisedMargin
{
    /// <summary>What position and orders need.</summary>
    /// <param name="holding">Position and orders.</param>
    /// <param name="cap">The largest price there can be.</param>
    /// <param name="isOffset">Whether orders that only close the position need nothing. Otherwise each side counts whole, at its mean limit price rounded down.</param>
    /// <returns>For the position, for the orders, and the sum rounded up to whole units of the asset.</returns>
    public static (decimal Position, decimal Orders, decimal Maintenance) Of(IsolatedPosition holding, decimal cap, bool isOffset)
    {
        var unit = ExactFraction.PowerOfTen(-holding.Decimals);
        var perContract = holding.Position < 0 ? cap - holding.Entry : holding.Entry;
        var position = unit * Math.Abs(holding.Position) * perContract;
        var buys = isOffset ? OpeningOrders.OfBuys(holding.Buys, holding.Position) : AtMean(holding.Buys);
        var sells = isOffset ? OpeningOrders.OfSells(holding.Sells, holding.Position) : AtMean(holding.Sells);
        var orders = ExactFraction.Max(Sum(buys, order => order.Price), Sum(sells, order => cap - order.Price)) * unit;
        return (position.ToDecimal(), orders.ToDecimal(), (position + orders).Ceiling());
    }

    private static RestingOrder[] AtMean(IReadOnlyList<RestingOrder> orders)
    {
        var size = orders.Sum(order => order.Size);
        return size == 0 ? [] : [new(size, (Sum(orders, order => order.Price) / size).Floor())];
    }

    private static ExactFraction Sum(IReadOnlyList<RestingOrder> orders, Func<RestingOrder, decimal> perContract)
    {
        ExactFraction sum = 0;
        foreach (var order in orders)
        {
            sum += (ExactFraction)order.Size * perContract(order);
        }

        return sum;
    }
}
