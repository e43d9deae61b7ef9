namespace Plimsoll.AutoDeleveraging;

/// <summary>Who is closed first, how a trader sees it coming, and how much of each is closed.</summary>
/// <remarks>Source: BitMEX, Auto-deleveraging examples (lights by quintile of cumulative size); Binance (rank ÷ users).</remarks>
public static class AdlRanking
{
    /// <summary>The candidates in the order in which they are closed: by falling score, equal ones in the order given.</summary>
    public static IReadOnlyList<AdlCandidate> Order(IEnumerable<AdlCandidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return [.. candidates.OrderBy(candidate => candidate.Score is null).ThenByDescending(candidate => candidate.Score)];
    }

    /// <summary>The step of the ladder of lights that each candidate has reached: the share of all quantity up to and with it, rounded up.</summary>
    /// <param name="ordered">Candidates in order; their quantities do not sum to zero.</param>
    /// <param name="steps">Number of steps, at least one; five lights show quintiles.</param>
    /// <returns>The percentile of each in that order, in percent: 20 is closed first.</returns>
    public static IReadOnlyList<(AdlCandidate Candidate, decimal Percentile)> Percentiles(IReadOnlyList<AdlCandidate> ordered, int steps)
    {
        ArgumentNullException.ThrowIfNull(ordered);
        var total = ordered.Sum(candidate => candidate.Quantity);
        var percentiles = new List<(AdlCandidate, decimal)>(ordered.Count);
        var cumulated = 0m;
        foreach (var candidate in ordered)
        {
            cumulated += candidate.Quantity;
            // The product first: a share that falls on a step is then an exact quotient and not rounded beyond it.
            var step = Math.Max(1, Math.Ceiling(cumulated * steps / total));
            percentiles.Add((candidate, step * 100 / steps));
        }

        return percentiles;
    }

    /// <summary>Closes a quantity against the candidates in order; the last one in part.</summary>
    /// <param name="ordered">Candidates in order.</param>
    /// <param name="quantity">Quantity to close, not negative.</param>
    /// <returns>What is closed of each that is touched, and what is left when all are used up; together the quantity.</returns>
    public static (IReadOnlyList<(AdlCandidate Candidate, decimal Closed)> Closed, decimal Left) Allocate(
        IEnumerable<AdlCandidate> ordered,
        decimal quantity
    )
    {
        ArgumentNullException.ThrowIfNull(ordered);
        var closed = new List<(AdlCandidate, decimal)>();
        var left = quantity;
        foreach (var candidate in ordered)
        {
            var part = Math.Min(left, candidate.Quantity);
            if (part > 0)
            {
                closed.Add((candidate, part));
                left -= part;
            }
        }

        return (closed, left);
    }
}
