using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>Margin of the worse side of a position with its orders: the cost of closing it and a risk factor for each side.</summary>
/// <remarks>
/// <para>long: P·λ·max(V, 0) + P·rL·(max(V, 0) + B), only if V + B &gt; 0; short likewise with −V, S and rS; plus what funding may cost.</para>
/// <para>Source: vegaprotocol/specs 0019-MCAL. In an auction orders count at the larger of their limits and the auction's price.</para>
/// </remarks>
public static class SlippageAndRiskFactorMargin
{
    /// <summary>The maintenance margin, rounded up to whole units of the asset.</summary>
    /// <param name="holding">Position and orders.</param>
    /// <param name="mark">Mark price in units of the asset, not negative.</param>
    /// <param name="factors">The market's factors.</param>
    /// <param name="fundingPerContract">Funding so far per contract times the share of it that is margined, signed: positive is paid by longs.</param>
    /// <param name="auction">What orders are worth in an auction; null outside.</param>
    public static decimal Maintenance(
        PositionAndOrders holding,
        decimal mark,
        SlippageAndRiskFactors factors,
        decimal fundingPerContract = 0,
        AuctionOrders? auction = null
    ) => Exact(holding, mark, factors, fundingPerContract, auction).Ceiling();

    /// <summary>The maintenance margin before it is rounded, as a decimal.</summary>
    public static decimal Unrounded(
        PositionAndOrders holding,
        decimal mark,
        SlippageAndRiskFactors factors,
        decimal fundingPerContract = 0,
        AuctionOrders? auction = null
    ) => Exact(holding, mark, factors, fundingPerContract, auction).ToDecimal();

    /// <summary>The mark at which collateral, with what the position gains or loses until then, equals the maintenance margin of the position alone.</summary>
    /// <param name="holding">The position; its orders are left aside.</param>
    /// <param name="mark">Present mark price, up to which gains and losses are settled.</param>
    /// <param name="collateral">All that can be taken for margin, in units of the asset.</param>
    /// <param name="factors">The market's factors.</param>
    /// <param name="fundingPerContract">As for the margin.</param>
    /// <returns>Not below zero; null when flat, or when no price makes them equal.</returns>
    public static decimal? LiquidationPrice(
        PositionAndOrders holding,
        decimal mark,
        decimal collateral,
        SlippageAndRiskFactors factors,
        decimal fundingPerContract = 0
    )
    {
        var volume = holding.Position * ExactFraction.PowerOfTen(-holding.Decimals);
        var size = volume.Abs();
        var share = Slipping(size, factors) + (size * (volume.Sign > 0 ? factors.LongRisk : factors.ShortRisk));

        // collateral + V·(P − mark) = P·share + funding, solved for P.
        var slope = share - volume;
        if (slope.Sign == 0)
        {
            return null;
        }

        var funding = ExactFraction.Max(0, volume * fundingPerContract);
        return ExactFraction.Max(0, (collateral - (volume * mark) - funding) / slope).ToDecimal();
    }

    private static ExactFraction Exact(
        PositionAndOrders holding,
        decimal mark,
        SlippageAndRiskFactors factors,
        decimal fundingPerContract,
        AuctionOrders? auction
    )
    {
        var unit = ExactFraction.PowerOfTen(-holding.Decimals);
        var volume = holding.Position * unit;
        var auctionPrice = Math.Max(mark, auction?.Price ?? 0);
        var longSide = Side(volume, holding.Buys, auction?.BuyNotional, factors.LongRisk);
        var shortSide = Side(-volume, holding.Sells, auction?.SellNotional, factors.ShortRisk);
        return ExactFraction.Max(longSide, shortSide) + ExactFraction.Max(0, volume * fundingPerContract);

        // Both sides are one rule, seen from the side itself: `open` is positive where the position is on it.
        ExactFraction Side(ExactFraction open, decimal orders, decimal? limits, decimal risk)
        {
            var ordered = orders * unit;
            if ((open + ordered).Sign <= 0)
            {
                return 0;
            }

            var held = ExactFraction.Max(open, 0);
            var slipping = factors.IsSlippageOnOrders ? open + ordered : held;
            var ordersNotional = limits is { } notional
                ? ExactFraction.Max(notional, (ExactFraction)orders * auctionPrice) * unit
                : ordered * mark;
            return (mark * Slipping(slipping, factors)) + (mark * held * risk) + (ordersNotional * risk);
        }
    }

    private static ExactFraction Slipping(ExactFraction size, SlippageAndRiskFactors factors) =>
        (size * factors.Slippage) + (size * size * factors.QuadraticSlippage);
}
