using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>The price that half of the weight lies below. One price with less than half of the weight cannot move it beyond the range of the others.</summary>
/// <remarks>Source: docs/spec/0003-prices.md, "Sources"; Hyperliquid's oracle uses the same. <see cref="SourceWeights"/> keeps each source below half.</remarks>
public static class WeightedMedian
{
    /// <summary>Computes the median. Sorts <paramref name="entries"/> in place; does not allocate.</summary>
    /// <param name="entries">Prices with positive weights; at least one.</param>
    public static Price Of(Span<(Price Price, int Weight)> entries)
    {
        Sort(entries);
        long total = 0;
        foreach (var (_, weight) in entries)
        {
            total += weight;
        }

        long cumulated = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            cumulated += entries[i].Weight;
            if (cumulated * 2 > total)
            {
                return entries[i].Price;
            }

            if (cumulated * 2 == total)
            {
                return Middle(entries[i].Price, entries[i + 1].Price);
            }
        }

        throw new ArgumentException("A median needs at least one price with a positive weight.", nameof(entries));
    }

    /// <summary>The mean of two prices, rounded down.</summary>
    public static Price Middle(Price left, Price right) =>
        new((long)ExactMath.Divide((Int128)left.Units + right.Units, 2, Rounding.Floor));

    // Insertion sort: a handful of sources, stable (equal prices stay in order of place), no comparer to allocate.
    private static void Sort(Span<(Price Price, int Weight)> entries)
    {
        for (var i = 1; i < entries.Length; i++)
        {
            var entry = entries[i];
            var hole = i;
            for (; hole > 0 && entries[hole - 1].Price > entry.Price; hole--)
            {
                entries[hole] = entries[hole - 1];
            }

            entries[hole] = entry;
        }
    }
}
