using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>One price of several sources, each dropped when it is stale.</summary>
/// <remarks>Source: vegaprotocol/specs 0009-MRKP and 0089-COMP.</remarks>
public static class CompositePrice
{
    /// <summary>The mean by weight of the fresh sources; each term is rounded down by itself. Null when none is fresh.</summary>
    public static decimal? Weighted(IEnumerable<PriceSource> sources)
    {
        var fresh = sources.Where(source => source.IsFresh).ToArray();
        var total = fresh.Sum(source => source.Weight);
        return total == 0 ? null : fresh.Sum(source => ((ExactFraction)source.Price!.Value * source.Weight / total).Floor());
    }

    /// <summary>The median of the fresh sources; of an even number the mean of the middle two, rounded down. Null when none is fresh.</summary>
    public static decimal? Median(IEnumerable<PriceSource> sources)
    {
        var prices = sources.Where(source => source.IsFresh).Select(source => source.Price!.Value).Order().ToArray();
        if (prices.Length == 0)
        {
            return null;
        }

        var middle = prices.Length / 2;
        return prices.Length % 2 == 1 ? prices[middle] : decimal.Floor((prices[middle - 1] + prices[middle]) / 2);
    }
}
