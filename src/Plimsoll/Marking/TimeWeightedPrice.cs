using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>The mean of a price over time: each observation holds until the next.</summary>
/// <remarks>Rounded down to whole units of price. Source: vegaprotocol/specs 0053-PERP and 0009-MRKP.</remarks>
public static class TimeWeightedPrice
{
    /// <summary>The mean from a start to an end, some spans cut out.</summary>
    /// <param name="points">Observations, in any order; of two at one time the later given holds.</param>
    /// <param name="start">Where the window begins; where the first observation is late it begins there.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="pauses">Spans that do not count, apart from each other.</param>
    /// <returns>Null without an observation before the end; the last value where no time counts.</returns>
    public static decimal? Of(
        IEnumerable<(decimal Time, decimal Price)> points,
        decimal start,
        decimal end,
        IReadOnlyList<(decimal From, decimal To)> pauses
    )
    {
        var inOrder = points.Where(point => point.Time <= end).OrderBy(point => point.Time).ToArray();
        if (inOrder.Length == 0)
        {
            return null;
        }

        ExactFraction sum = 0;
        decimal total = 0;
        for (var i = 0; i < inOrder.Length; i++)
        {
            var from = Math.Max(start, inOrder[i].Time);
            var until = i + 1 < inOrder.Length ? inOrder[i + 1].Time : end;
            if (until > from)
            {
                var counted = until - from - TimeWithin(pauses, from, until);
                sum += (ExactFraction)inOrder[i].Price * counted;
                total += counted;
            }
        }

        return total == 0 ? inOrder[^1].Price : (sum / total).Floor();
    }

    /// <summary>How much of a span lies within others, which are apart from each other.</summary>
    public static decimal TimeWithin(IReadOnlyList<(decimal From, decimal To)> spans, decimal from, decimal to) =>
        spans.Sum(span => Math.Max(0, Math.Min(to, span.To) - Math.Max(from, span.From)));

    /// <summary>Puts spans in order and joins those that touch or overlap.</summary>
    public static IReadOnlyList<(decimal From, decimal To)> Join(IEnumerable<(decimal From, decimal To)> spans)
    {
        var joined = new List<(decimal From, decimal To)>();
        foreach (var span in spans.OrderBy(span => span.From))
        {
            if (joined.Count > 0 && span.From <= joined[^1].To)
            {
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, span.To));
            }
            else
            {
                joined.Add(span);
            }
        }

        return joined;
    }
}
