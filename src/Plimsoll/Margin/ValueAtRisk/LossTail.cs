namespace Plimsoll.Margin.ValueAtRisk;

/// <summary>Which losses make up a quantile and a shortfall, and by how much: what <see cref="LossDistribution"/> computes, seen from the rows.</summary>
/// <remarks>
/// Equal losses go in order of their number. The shares add up to one: those beyond the quantile have weight ÷ ((1 − α) · all weight), the quantile has what is left.
/// docs/spec/0018-value-at-risk.md (VARR-002, VARR-003, VARR-012).
/// </remarks>
/// <param name="Quantile">The row whose loss is the value at risk.</param>
/// <param name="Shares">Rows of the tail, worst first, the quantile last, each with its share of the shortfall.</param>
internal readonly record struct LossTail(int Quantile, IReadOnlyList<(int Row, double Share)> Shares)
{
    private const double Slack = 1e-9;

    /// <summary>The tail of losses at a level.</summary>
    /// <param name="losses">At least one, finite.</param>
    /// <param name="weights">As many, not negative, or none for equal ones.</param>
    /// <param name="level">α, above 0 and below 1.</param>
    public static LossTail Of(ReadOnlySpan<double> losses, ReadOnlySpan<double> weights, double level)
    {
        var (keys, order) = (losses.ToArray(), new int[losses.Length]);
        for (var i = 0; i < order.Length; i++)
            order[i] = i;

        Array.Sort(order, (left, right) => keys[left] == keys[right] ? left.CompareTo(right) : keys[left].CompareTo(keys[right]));
        var items = weights.IsEmpty ? [] : weights.ToArray();
        var total = 0.0;
        foreach (var weight in items)
            total += weight;

        var place = items.Length == 0 ? LossDistribution.Rank(losses.Length, level) - 1 : Place(order, items, total, level);
        var tail = (items.Length == 0 ? losses.Length : total) * (1 - level);
        var shares = new List<(int, double)>();
        var left = 1.0;
        for (var i = order.Length - 1; i > place; i--)
        {
            var share = (items.Length == 0 ? 1 : items[order[i]]) / tail;
            shares.Add((order[i], share));
            left -= share;
        }

        shares.Add((order[place], left));
        return new(order[place], shares);
    }

    /// <summary>Place of the quantile in ascending order, found from the worst inward as <see cref="LossDistribution"/> finds it.</summary>
    private static int Place(int[] order, double[] weights, double total, double level)
    {
        var least = Array.FindIndex(order, row => weights[row] > 0);
        var (tail, mass, place) = ((1 - level) * total, 0.0, order.Length - 1);
        while (place > least && mass + weights[order[place]] <= tail + (Slack * total))
        {
            mass += weights[order[place]];
            place--;
        }

        while (weights[order[place]] == 0 && place > least)
            place--;

        return place;
    }
}
