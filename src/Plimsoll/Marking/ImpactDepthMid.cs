using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>The middle between what a stated amount of cash, fully leveraged, would sell and buy at in the book.</summary>
/// <remarks>Source: vegaprotocol/specs 0009-MRKP; each side's mean price is rounded down, and so is the middle.</remarks>
public static class ImpactDepthMid
{
    /// <summary>The volumes and the price.</summary>
    /// <param name="bids">Levels of the book as size and price, in any order.</param>
    /// <param name="asks">Likewise.</param>
    /// <param name="cash">Cash to be leveraged, not negative.</param>
    /// <param name="factors">What a position needs as margin.</param>
    /// <param name="initialFactor">Initial over maintenance margin, above zero.</param>
    /// <param name="decimals">Decimals of sizes.</param>
    /// <returns>Null as price where a side is empty or too thin; a volume of zero stands for the best price.</returns>
    public static (decimal VolumeBuy, decimal VolumeSell, decimal? Price) Of(
        IReadOnlyList<RestingOrder> bids,
        IReadOnlyList<RestingOrder> asks,
        decimal cash,
        SlippageAndRiskFactors factors,
        decimal initialFactor,
        int decimals = 0
    )
    {
        if (bids.Count == 0 || asks.Count == 0)
        {
            return (0, 0, null);
        }

        var sortedBids = bids.OrderByDescending(level => level.Price).ToArray();
        var sortedAsks = asks.OrderBy(level => level.Price).ToArray();
        var volumeBuy = Volume(factors.ShortRisk, sortedBids[0].Price);
        var volumeSell = Volume(factors.LongRisk, sortedAsks[0].Price);
        var price =
            MeanOf(sortedBids, volumeBuy) is { } bid && MeanOf(sortedAsks, volumeSell) is { } ask
                ? ((ExactFraction)(bid + ask) / 2).Floor()
                : (decimal?)null;
        return (volumeBuy, volumeSell, price);

        decimal Volume(decimal risk, decimal best)
        {
            var notional = cash / ((ExactFraction)initialFactor * (factors.Slippage + risk));
            return (notional / best * ExactFraction.PowerOfTen(decimals)).Floor();
        }
    }

    private static decimal? MeanOf(RestingOrder[] levels, decimal volume)
    {
        if (volume == 0)
        {
            return levels[0].Price;
        }

        ExactFraction notional = 0;
        var left = volume;
        foreach (var level in levels)
        {
            var taken = Math.Min(left, level.Size);
            notional += (ExactFraction)taken * level.Price;
            left -= taken;
        }

        return left > 0 ? null : (notional / volume).Floor();
    }
}
