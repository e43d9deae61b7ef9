using System.Globalization;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.Correlations;

namespace Plimsoll.Margin.Portfolio;

/// <summary>The slopes of an account, and what a <see cref="ParametricRule"/> makes of them.</summary>
public sealed class ParametricRequirement : PortfolioRequirement, IRiskParts
{
    private readonly ParametricRule _rule;
    private readonly List<(FactorExposure Exposure, int Place)> _held;
    private readonly double[] _sum;
    private readonly bool _hasOrders;

    internal ParametricRequirement(ParametricRule rule, List<(FactorExposure, int)> held, double[] sum, List<double[]> orders)
    {
        (_rule, _held, _sum, _hasOrders) = (rule, held, sum, orders.Count > 0);
        Deviation = Norm(sum);
        OrderedDeviation = orders.Count == 0 ? Deviation : WithOrders(orders);
    }

    /// <summary>The account's deviation over the time that a move takes, no order filled, in the numeraire.</summary>
    public double Deviation { get; }

    /// <summary>No less than its deviation whatever orders fill.</summary>
    public double OrderedDeviation { get; }

    /// <inheritdoc/>
    public RiskFigures Figures(MarginLevelKind level)
    {
        var multiples = ParametricRisk.Multiples(_rule.Level(level), _rule.Degrees);
        return new(multiples.ValueAtRisk * OrderedDeviation, multiples.ExpectedShortfall * OrderedDeviation);
    }

    /// <inheritdoc/>
    /// <remarks>Component of a position: its slopes times Cw ÷ σ times the multiple; orders have what they add. Incremental of orders is the same.</remarks>
    public IReadOnlyList<(string Name, RiskContribution Part)> Contributions(MarginLevelKind level)
    {
        var (multiple, parts) = (Multiple(level), new List<(string, RiskContribution)>());
        foreach (var pieces in _held.GroupBy(each => each.Exposure.Name, StringComparer.Ordinal))
        {
            var own = _rule.Sum(pieces);
            var (component, without) = (0.0, (double[])_sum.Clone());
            for (var i = 0; i < own.Length; i++)
            {
                component += own[i] == 0 || Deviation == 0 ? 0 : own[i] * _rule.Moves.Matrix.RowTimes(i, _sum) / Deviation;
                without[i] -= own[i];
            }

            var (quantity, added) = (Math.Abs(pieces.Sum(piece => piece.Exposure.Quantity)), Deviation - Norm(without));
            parts.Add((pieces.Key, new(quantity == 0 ? 0 : multiple * component / quantity, multiple * component, multiple * added)));
        }

        if (_hasOrders)
        {
            var added = multiple * (OrderedDeviation - Deviation);
            parts.Add((BookRevaluation.OrdersName, new(0, added, added)));
        }

        return parts;
    }

    /// <inheritdoc/>
    public override double At(MarginLevelKind level) => _rule.Factor(level) * Multiple(level) * OrderedDeviation;

    /// <inheritdoc/>
    public override ExplanationNode Explain(MarginLevelKind level, int decimals, string unit)
    {
        var tree = new RequirementTree(decimals, unit);
        var leaves = new List<ExplanationNode>();
        foreach (var (name, part) in Contributions(level).Where(each => each.Part.Component != 0))
            leaves.Add(
                tree.Leaf(
                    name,
                    _rule.Factor(level) * part.Component,
                    tree.Amount("component", part.Component),
                    RequirementTree.Number("factor", _rule.Factor(level))
                )
            );

        var share = (100 * _rule.Level(level)).ToString("0.####", CultureInfo.InvariantCulture);
        var measure = _rule.Measure == RiskMeasure.ValueAtRisk ? "value at risk" : "expected shortfall";
        var law = _rule.Degrees is { } degrees
            ? string.Create(CultureInfo.InvariantCulture, $"Student moves, {degrees} degrees")
            : "normal moves";
        ExplanationInput[] inputs =
        [
            tree.Amount("deviation", OrderedDeviation),
            RequirementTree.Number("deviations asked for", Multiple(level)),
        ];
        return tree.Root(level, At(level), [new($"{measure} at {share} % of {law}", RequirementTree.Sum(leaves), inputs, leaves)]);
    }

    private double Multiple(MarginLevelKind level)
    {
        var multiples = ParametricRisk.Multiples(_rule.Level(level), _rule.Degrees);
        return _rule.Measure == RiskMeasure.ValueAtRisk ? multiples.ValueAtRisk : multiples.ExpectedShortfall;
    }

    private double WithOrders(List<double[]> orders)
    {
        var (center, radius) = ((double[])_sum.Clone(), 0.0);
        foreach (var order in orders)
        {
            for (var i = 0; i < center.Length; i++)
                center[i] += order[i] / 2;

            radius += Norm(order) / 2;
        }

        // Equal but for rounding where orders change nothing.
        return Math.Max(Deviation, Norm(center) + radius);
    }

    /// <summary>√(w'Cw); an order has slopes in few factors, so the others' rows are left out.</summary>
    private double Norm(double[] slopes)
    {
        var sum = 0.0;
        for (var i = 0; i < slopes.Length; i++)
        {
            if (slopes[i] != 0)
                sum += slopes[i] * _rule.Moves.Matrix.RowTimes(i, slopes);
        }

        return Math.Sqrt(Math.Max(0, sum));
    }
}
