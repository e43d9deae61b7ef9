using System.Globalization;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.ValueAtRisk;

namespace Plimsoll.Margin.Portfolio;

/// <summary>The losses of an account under joint moves, and what a <see cref="ValueAtRiskRule"/> makes of them.</summary>
public sealed class ValueAtRiskRequirement : PortfolioRequirement, IRiskParts
{
    private readonly ValueAtRiskRule _rule;
    private readonly double[] _quantities;
    private readonly double[] _losses;
    private readonly double[] _totals;
    private readonly RiskFigures?[] _figures = new RiskFigures?[2];

    internal ValueAtRiskRequirement(ValueAtRiskRule rule, IReadOnlyList<string> names, double[] quantities, double[] losses)
    {
        (_rule, Names, _quantities, _losses) = (rule, names, quantities, losses);
        _totals = new double[rule.Moves.Rows.Count];
        for (var row = 0; row < _totals.Length; row++)
        {
            foreach (var loss in Row(row))
                _totals[row] += loss;
        }
    }

    /// <summary>The positions, book after book; open orders last in each.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The account's loss in each row of moves; below zero is a gain.</summary>
    public ReadOnlySpan<double> Totals => _totals;

    /// <summary>The losses of all positions in a row.</summary>
    public ReadOnlySpan<double> Row(int row) => _losses.AsSpan(row * Names.Count, Names.Count);

    /// <summary>Value at risk and shortfall at a level's α, before any factor; below zero where even the tail gains.</summary>
    public RiskFigures Figures(MarginLevelKind level)
    {
        var weights = _rule.Moves.Weights;
        return _figures[(int)level] ??=
            weights.Length == 0
                ? LossDistribution.Of(_totals, _rule.Level(level))
                : LossDistribution.Of(_totals, weights, _rule.Level(level));
    }

    /// <summary>Name of the row whose loss is the value at risk of a level.</summary>
    public string QuantileRow(MarginLevelKind level) => _rule.Moves.Rows[Tail(level).Quantile].Name;

    /// <summary>Each position's part in the figure of a level, before any factor: its mean loss over the account's tail, or its loss in the quantile's row.</summary>
    /// <remarks>They add up to the figure, but for the rounding of sums (VARR-012).</remarks>
    public IReadOnlyList<double> Components(MarginLevelKind level)
    {
        var tail = Tail(level);
        if (_rule.Measure == RiskMeasure.ValueAtRisk)
            return Row(tail.Quantile).ToArray();

        var components = new double[Names.Count];
        foreach (var (row, share) in tail.Shares)
        {
            var losses = Row(row);
            for (var i = 0; i < components.Length; i++)
                components[i] += share * losses[i];
        }

        return components;
    }

    /// <inheritdoc/>
    /// <remarks>What is held in several pieces is one position here. Orders that may fill have no size, so that nothing is told per unit of them.</remarks>
    public IReadOnlyList<(string Name, RiskContribution Part)> Contributions(MarginLevelKind level)
    {
        var (components, whole) = (Components(level), Figure(level));
        var (contributions, own) = (new List<(string, RiskContribution)>(), new double[_totals.Length]);
        foreach (var pieces in Enumerable.Range(0, Names.Count).GroupBy(place => Names[place], StringComparer.Ordinal))
        {
            var (component, quantity) = (0.0, 0.0);
            Array.Clear(own);
            foreach (var place in pieces)
            {
                component += components[place];
                quantity += _quantities[place];
                for (var row = 0; row < own.Length; row++)
                    own[row] += Row(row)[place];
            }

            var part = RiskContributions.Of(_totals, _rule.Moves.Weights, own, component, quantity, whole, Measured, _rule.Level(level));
            contributions.Add((pieces.Key, part));
        }

        return contributions;
    }

    /// <inheritdoc/>
    public override double At(MarginLevelKind level) => _rule.Factor(level) * Math.Max(0, Figure(level));

    /// <inheritdoc/>
    public override ExplanationNode Explain(MarginLevelKind level, int decimals, string unit)
    {
        var tree = new RequirementTree(decimals, unit);
        return tree.Root(level, At(level), [Positions(level, tree)]);
    }

    private double Figure(MarginLevelKind level) => Measured(Figures(level));

    private double Measured(RiskFigures figures) =>
        _rule.Measure == RiskMeasure.ValueAtRisk ? figures.ValueAtRisk : figures.ExpectedShortfall;

    private LossTail Tail(MarginLevelKind level) => LossTail.Of(_totals, _rule.Moves.Weights, _rule.Level(level));

    private ExplanationNode Positions(MarginLevelKind level, RequirementTree tree)
    {
        var parts = new List<ExplanationNode>();
        var (factor, isValueAtRisk) = (_rule.Factor(level), _rule.Measure == RiskMeasure.ValueAtRisk);
        var share = (100 * _rule.Level(level)).ToString("0.####", CultureInfo.InvariantCulture);
        var of = string.Create(CultureInfo.InvariantCulture, $"{share} % of {_totals.Length} moves");
        if (!(Figure(level) > 0))
            return new($"nothing is lost at {of}", tree.Nearest(0), [], []);

        var components = Components(level);
        for (var i = 0; i < components.Count; i++)
        {
            if (components[i] == 0)
                continue;

            var loss = tree.Amount(isValueAtRisk ? "loss there" : "mean loss in the tail", components[i]);
            parts.Add(tree.Leaf(Names[i], factor * components[i], loss, RequirementTree.Number("factor", factor)));
        }

        var label = isValueAtRisk
            ? $"value at risk at {of}: {QuantileRow(level)}"
            : $"expected shortfall at {of}, beyond {QuantileRow(level)}";
        return new(label, RequirementTree.Sum(parts), [], parts);
    }
}
