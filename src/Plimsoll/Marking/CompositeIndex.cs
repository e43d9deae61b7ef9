namespace Plimsoll.Marking;

/// <summary>An index price from the quotes of several venues.</summary>
/// <remarks>
/// The exact rules of venues that publish them; sources are judged over time by Plimsoll's own index in the engine.
/// Source: Binance, Price index (mean by weight, quotes held within 3 % of the median, stale ones without weight);
/// Hyperliquid, Oracle (median by weight).
/// </remarks>
public static class CompositeIndex
{
    /// <summary>The quotes that count: not stale, with a weight.</summary>
    /// <param name="sources">All quotes.</param>
    /// <param name="staleAfter">A quote older than this has no weight, in the unit of its age; null: never.</param>
    public static IReadOnlyList<QuotedSource> Live(IEnumerable<QuotedSource> sources, decimal? staleAfter)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return [.. sources.Where(source => source.Weight > 0 && !(source.Age > staleAfter))];
    }

    /// <summary>The median by weight.</summary>
    /// <param name="live">Quotes that count; at least one.</param>
    /// <exception cref="ArgumentException">No quote.</exception>
    public static decimal Median(IReadOnlyList<QuotedSource> live)
    {
        ArgumentNullException.ThrowIfNull(live);
        return WeightedMedian.Exact(live.Select(source => (source.Price, source.Weight)).ToArray());
    }

    /// <summary>The mean by weight, each quote held near the plain median of all.</summary>
    /// <param name="live">Quotes that count; at least one.</param>
    /// <param name="maxDeviation">The farthest that a quote may lie from the median, as a share of it, not negative; null: anywhere.</param>
    /// <returns>The index, the median, and the prices that were averaged in the order of the quotes.</returns>
    /// <exception cref="ArgumentException">No quote.</exception>
    public static (decimal Index, decimal Median, IReadOnlyList<decimal> Held) ClampedMean(
        IReadOnlyList<QuotedSource> live,
        decimal? maxDeviation
    )
    {
        ArgumentNullException.ThrowIfNull(live);
        // The plain median: a venue must not pull the bounds toward itself by its volume.
        var median = WeightedMedian.Exact(live.Select(source => (source.Price, 1m)).ToArray());
        decimal[] held = [.. live.Select(source => Held(source.Price, median, maxDeviation))];
        var value = live.Zip(held, (source, price) => source.Weight * price).Sum();
        return (value / live.Sum(source => source.Weight), median, held);
    }

    private static decimal Held(decimal price, decimal median, decimal? maxDeviation) =>
        maxDeviation is { } share ? Math.Clamp(price, median * (1 - share), median * (1 + share)) : price;
}
