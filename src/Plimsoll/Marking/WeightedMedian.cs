using System.Numerics;
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
        var (low, high) = Middles<Price, int, long>(entries);
        return low == high ? low : Middle(low, high);
    }

    /// <summary>Computes the median without rounding. Sorts <paramref name="entries"/> in place; does not allocate.</summary>
    /// <param name="entries">Prices with positive weights; at least one.</param>
    public static decimal Exact(Span<(decimal Price, decimal Weight)> entries)
    {
        var (low, high) = Middles<decimal, decimal, decimal>(entries);
        return low == high ? low : (low + high) / 2;
    }

    /// <summary>The mean of two prices, rounded down.</summary>
    public static Price Middle(Price left, Price right) => new((long)ExactMath.Divide((Int128)left.Units + right.Units, 2, Rounding.Floor));

    // Two prices where exactly half of the weight lies on either side of a gap; else one price twice.
    private static (TPrice Low, TPrice High) Middles<TPrice, TWeight, TTotal>(Span<(TPrice Price, TWeight Weight)> entries)
        where TPrice : IComparable<TPrice>
        where TWeight : INumber<TWeight>
        where TTotal : INumber<TTotal>
    {
        Sort(entries);
        var total = TTotal.Zero;
        foreach (var (_, weight) in entries)
        {
            total += TTotal.CreateChecked(weight);
        }

        var cumulated = TTotal.Zero;
        for (var i = 0; i < entries.Length; i++)
        {
            cumulated += TTotal.CreateChecked(entries[i].Weight);
            if (cumulated + cumulated > total)
            {
                return (entries[i].Price, entries[i].Price);
            }

            if (cumulated + cumulated == total)
            {
                return (entries[i].Price, entries[i + 1].Price);
            }
        }

        throw new ArgumentException("A median needs at least one price with a positive weight.", nameof(entries));
    }

    // Insertion sort: a handful of sources, stable (equal prices stay in order of place), no comparer to allocate.
    private static void Sort<TPrice, TWeight>(Span<(TPrice Price, TWeight Weight)> entries)
        where TPrice : IComparable<TPrice>
    {
        for (var i = 1; i < entries.Length; i++)
        {
            var entry = entries[i];
            var hole = i;
            for (; hole > 0 && entries[hole - 1].Price.CompareTo(entry.Price) > 0; hole--)
            {
                entries[hole] = entries[hole - 1];
            }

            entries[hole] = entry;
        }
    }
}
