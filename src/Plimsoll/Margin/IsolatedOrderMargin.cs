using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>Own collateral for one position and its orders, as a share of their value at entry that the trader picks.</summary>
/// <remarks>Source: vegaprotocol/specs 0019-MCAL, isolated margin mode. All amounts are rounded down to whole units of the asset.</remarks>
public static class IsolatedOrderMargin
{
    /// <summary>What orders need: the dearer side of those that would open a position.</summary>
    /// <param name="holding">Position and orders.</param>
    /// <param name="factor">Share of value to post, above zero.</param>
    /// <param name="auctionPrice">Orders count at no less than this price while an auction runs; zero outside.</param>
    public static decimal Orders(IsolatedPosition holding, decimal factor, decimal auctionPrice = 0) =>
        Math.Max(
            Posted(OpeningOrders.OfBuys(holding.Buys, holding.Position), factor, holding.Decimals, auctionPrice),
            Posted(OpeningOrders.OfSells(holding.Sells, holding.Position), factor, holding.Decimals, auctionPrice)
        );

    /// <summary>What the position needs: its value at entry times the factor.</summary>
    public static decimal Position(IsolatedPosition holding, decimal factor) =>
        Posted([new(Math.Abs(holding.Position), holding.Entry)], factor, holding.Decimals, 0);

    /// <summary>Gives a position its own collateral, or says why not. The accounts' total does not change.</summary>
    /// <param name="holding">Position and orders.</param>
    /// <param name="balances">The accounts before.</param>
    /// <param name="factor">Share of value to post.</param>
    /// <param name="mark">Mark price.</param>
    /// <param name="factors">The market's factors: the share must exceed the larger risk factor with slippage.</param>
    /// <param name="levels">The market's level factors.</param>
    /// <param name="auctionPrice">As for the orders.</param>
    public static IsolatedSwitch Switch(
        IsolatedPosition holding,
        IsolatedBalances balances,
        decimal factor,
        decimal mark,
        SlippageAndRiskFactors factors,
        LevelFactors levels,
        decimal auctionPrice = 0
    )
    {
        var alone = new PositionAndOrders(holding.Position, Decimals: holding.Decimals);
        var required = FourLevelMargin.Of(SlippageAndRiskFactorMargin.Maintenance(alone, mark, factors), levels);
        var position = Position(holding, factor);
        var orders = Orders(holding, factor, auctionPrice);
        var refusal =
            factor <= Math.Max(factors.LongRisk, factors.ShortRisk) + factors.Slippage ? IsolatedSwitch.FactorTooSmall
            : position < required.Initial ? IsolatedSwitch.BelowInitialMargin
            : balances.Total < position + orders ? IsolatedSwitch.InsufficientFunds
            : "";
        var after = refusal.Length == 0 ? new IsolatedBalances(position, orders, balances.Total - position - orders) : balances;
        return new(refusal, after, required.Maintenance, required.Initial);
    }

    /// <summary>Moves the collateral of filled orders behind the position, then settles its gain or loss.</summary>
    /// <param name="balances">The accounts before.</param>
    /// <param name="fills">What was filled, all of it increasing the position.</param>
    /// <param name="factor">Share of value to post.</param>
    /// <param name="decimals">Decimals of sizes.</param>
    /// <param name="hasOrdersLeft">Whether orders remain; otherwise what is left behind orders is free.</param>
    /// <param name="variation">What the position gains or loses then, signed.</param>
    /// <returns>The accounts afterwards, the part of a loss that its own collateral does not cover, and what free collateral lacked.</returns>
    public static (IsolatedBalances Balances, decimal Unpaid, decimal Lacking) Fill(
        IsolatedBalances balances,
        IEnumerable<RestingOrder> fills,
        decimal factor,
        int decimals,
        bool hasOrdersLeft,
        decimal variation
    )
    {
        var posted = Posted(fills, factor, decimals, 0);
        var fromOrders = Math.Min(posted, balances.OrderMargin);
        var fromGeneral = Math.Min(posted - fromOrders, balances.General);
        var freed = hasOrdersLeft ? 0 : balances.OrderMargin - fromOrders;
        var margin = balances.Margin + fromOrders + fromGeneral + variation;
        var after = new IsolatedBalances(
            Math.Max(0, margin),
            balances.OrderMargin - fromOrders - freed,
            balances.General - fromGeneral + freed
        );
        return (after, Math.Max(0, -margin), posted - fromOrders - fromGeneral);
    }

    private static decimal Posted(IEnumerable<RestingOrder> orders, decimal factor, int decimals, decimal leastPrice)
    {
        ExactFraction notional = 0;
        foreach (var order in orders)
        {
            notional += (ExactFraction)order.Size * Math.Max(order.Price, leastPrice);
        }

        return (notional * factor * ExactFraction.PowerOfTen(-decimals)).Floor();
    }
}
