using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>What the weights of several sources count when they are judged together: never so much that one of them decides alone.</summary>
/// <remarks>Source: docs/spec/0003-prices.md, "Sources" (PRIC-005).</remarks>
public static class SourceWeights
{
    /// <summary>Below this many there is no majority to protect: two sources agree or disagree, one stands alone.</summary>
    public const int LeastSources = 3;

    /// <summary>Holds each weight in place to at most one less than the sum of all the others, as they were given. Does not allocate.</summary>
    /// <param name="entries">Prices with positive weights, in any order. Fewer than <see cref="LeastSources"/> stay as they are.</param>
    public static void Cap(Span<(Price Price, int Weight)> entries)
    {
        if (entries.Length < LeastSources)
        {
            return;
        }

        long total = 0;
        foreach (var (_, weight) in entries)
        {
            total += weight;
        }

        // Of three or more at most one weighs as much as all the others, so that the order in which they are looked at does not matter.
        foreach (ref var entry in entries)
        {
            var others = total - entry.Weight;
            entry.Weight = (int)Math.Min(entry.Weight, others - 1);
        }
    }
}
