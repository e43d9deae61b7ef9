namespace Plimsoll.Margin.Liquidity;

/// <summary>What it costs, against the mid, to close a position in the depth that is there.</summary>
/// <remarks>
/// <para>The next unit after q costs d(q): the distance of the level where q lies; beyond the book, reach + mid · Y σ √((q − depth) ÷ daily volume). The cost is its integral, so it is
/// continuous, convex and rising in size. Less depth at any level moves every unit outward, so the cost never falls with depth.</para>
/// <para>Source: the square-root law of impact (B. Tóth and others, Anomalous price impact and the critical nature of liquidity, 2011), applied to what the book does not hold.
/// docs/spec/0019-liquidity.md (LVAR-001 … LVAR-004). Pure; does not allocate.</para>
/// </remarks>
public static class CloseOutCost
{
    /// <summary>The whole cost, in the quote currency; not negative.</summary>
    /// <param name="quantity">Units to trade; the sign does not matter, the side of the market does.</param>
    /// <param name="market">The side of the market that is traded into.</param>
    /// <exception cref="ArgumentException">A market that is not what it must be.</exception>
    public static double Of(double quantity, CloseOutMarket market)
    {
        Require(quantity, market);
        var (left, cost) = (Math.Abs(quantity), 0.0);
        foreach (var level in market.Levels)
        {
            var traded = Math.Min(left, level.Quantity);
            cost += traded * level.Distance;
            left -= traded;
            if (left <= 0)
                return cost;
        }

        // The integral of Y σ √(x ÷ V) from 0 to what is left.
        var impact = market.Mid * market.ImpactFactor * market.DailyVolatility * left * Math.Sqrt(left / market.DailyVolume) * (2.0 / 3);
        return cost + (market.Reach * left) + impact;
    }

    private static void Require(double quantity, CloseOutMarket market)
    {
        ArgumentNullException.ThrowIfNull(market);
        if (!double.IsFinite(quantity))
            throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "Expected a finite quantity.");

        var isMarket =
            market.Mid > 0 && market.DailyVolume > 0 && market.DailyVolatility >= 0 && market.ImpactFactor >= 0 && market.Reach >= 0;
        if (!isMarket)
            throw new ArgumentException("Expected mid and volume above 0; volatility, impact and reach of at least 0.", nameof(market));

        var nearest = 0.0;
        foreach (var level in market.Levels)
        {
            if (!(level.Distance >= nearest && level.Distance <= market.Reach && level.Quantity >= 0))
            {
                throw new ArgumentException(
                    $"Expected levels whose distances rise up to the reach of {market.Reach}; found {level.Quantity} at {level.Distance}.",
                    nameof(market)
                );
            }

            nearest = level.Distance;
        }
    }
}
