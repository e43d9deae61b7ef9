namespace Plimsoll.Margin.ValueAtRisk;

/// <summary>Whose risk it is: Euler's allocation of expected shortfall and value at risk to positions.</summary>
/// <remarks>
/// <para>Shortfall: the mean of the position's loss over the portfolio's own worst 1 − α. Value at risk: its loss in the scenario that is the quantile. Both are homogeneous of
/// first degree, so the components add up to the whole (but for the rounding of the sums).</para>
/// <para>Source: D. Tasche, Risk contributions and performance measurement (1999). docs/spec/0018-value-at-risk.md (VARR-012, VARR-013, VARR-124). Pure.</para>
/// </remarks>
public static class RiskContributions
{
    /// <summary>The part of each position in the expected shortfall.</summary>
    public static IReadOnlyList<RiskContribution> OfShortfall(LossMatrix losses, IReadOnlyList<RiskPosition> positions, double level)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(positions);
        var (order, rank) = (Order(losses), LossDistribution.Rank(losses.Scenarios, level));
        var tail = losses.Scenarios * (1 - level);
        var components = new double[losses.Positions];

        // The quantile's own row carries what weight the rows beyond it leave of the tail.
        var atQuantile = tail - (losses.Scenarios - rank);
        for (var i = losses.Scenarios - 1; i >= rank - 1; i--)
        {
            var row = losses.Row(order[i]);
            var weight = (i == rank - 1 ? atQuantile : 1) / tail;
            for (var k = 0; k < components.Length; k++)
            {
                components[k] += weight * row[k];
            }
        }

        return Finish(losses, positions, components, figures => figures.ExpectedShortfall, level);
    }

    /// <summary>The part of each position in the value at risk.</summary>
    public static IReadOnlyList<RiskContribution> OfValueAtRisk(LossMatrix losses, IReadOnlyList<RiskPosition> positions, double level)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(positions);
        var row = losses.Row(Order(losses)[LossDistribution.Rank(losses.Scenarios, level) - 1]);
        return Finish(losses, positions, row.ToArray(), figures => figures.ValueAtRisk, level);
    }

    /// <summary>Scenarios from best to worst, equal ones by number.</summary>
    private static int[] Order(LossMatrix losses)
    {
        var (keys, order) = (losses.Totals.ToArray(), Enumerable.Range(0, losses.Scenarios).ToArray());
        Array.Sort(order, (left, right) => keys[left] == keys[right] ? left.CompareTo(right) : keys[left].CompareTo(keys[right]));
        return order;
    }

    private static RiskContribution[] Finish(
        LossMatrix losses,
        IReadOnlyList<RiskPosition> positions,
        double[] components,
        Func<RiskFigures, double> figure,
        double level
    )
    {
        var whole = figure(losses.Figures(level));
        var contributions = new RiskContribution[components.Length];
        var own = new double[losses.Scenarios];
        for (var k = 0; k < components.Length; k++)
        {
            for (var i = 0; i < own.Length; i++)
            {
                own[i] = losses.Row(i)[k];
            }

            contributions[k] = Of(losses.Totals, [], own, components[k], positions[k].Quantity, whole, figure, level);
        }

        return contributions;
    }

    /// <summary>The part of one position, whose component is known.</summary>
    /// <param name="totals">The portfolio's losses.</param>
    /// <param name="weights">As many, or none where all count alike.</param>
    /// <param name="own">The position's losses.</param>
    /// <param name="component">Its component.</param>
    /// <param name="quantity">Its size, of either sign; of none the marginal part is zero.</param>
    /// <param name="whole">The figure of the portfolio.</param>
    /// <param name="figure">Which figure that is.</param>
    /// <param name="level">α, above 0 and below 1.</param>
    internal static RiskContribution Of(
        ReadOnlySpan<double> totals,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> own,
        double component,
        double quantity,
        double whole,
        Func<RiskFigures, double> figure,
        double level
    )
    {
        var without = new double[totals.Length];
        for (var i = 0; i < without.Length; i++)
        {
            without[i] = totals[i] - own[i];
        }

        var rest = figure(weights.IsEmpty ? LossDistribution.Of(without, level) : LossDistribution.Of(without, weights, level));
        return new(quantity == 0 ? 0 : component / Math.Abs(quantity), component, whole - rest);
    }
}
