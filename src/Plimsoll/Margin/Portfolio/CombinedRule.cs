using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Values;

namespace Plimsoll.Margin.Portfolio;

/// <summary>Several rules as one: the largest of them or their sum, at least a floor. Combinations nest.</summary>
/// <remarks>Source: docs/spec/0018-value-at-risk.md (VARR-060).</remarks>
/// <param name="Name">What explanations call it.</param>
/// <param name="Combination">How the parts become one.</param>
/// <param name="Parts">At least one.</param>
public sealed record CombinedRule(string Name, RuleCombination Combination, IReadOnlyList<PortfolioRule> Parts) : PortfolioRule(Name)
{
    /// <summary>The least initial margin, in the numeraire, not negative.</summary>
    public double InitialFloor { get; init; }

    /// <summary>The least maintenance margin, in the numeraire, not negative.</summary>
    public double MaintenanceFloor { get; init; }

    /// <inheritdoc/>
    public override PortfolioRequirement Of(ScenarioAccount account)
    {
        var parts = new List<PortfolioRequirement>(Parts.Count);
        foreach (var part in Parts)
            parts.Add(part.Of(account));

        return new Requirement(this, parts);
    }

    /// <inheritdoc/>
    public override bool Covers(string underlying) => Parts.All(part => part.Covers(underlying));

    private double Floor(MarginLevelKind level) => level == MarginLevelKind.Initial ? InitialFloor : MaintenanceFloor;

    private sealed class Requirement(CombinedRule rule, IReadOnlyList<PortfolioRequirement> parts) : PortfolioRequirement
    {
        public override double At(MarginLevelKind level)
        {
            var sum = 0.0;
            foreach (var part in parts)
                sum = rule.Combination == RuleCombination.Sum ? sum + part.At(level) : Math.Max(sum, part.At(level));

            return Math.Max(sum, rule.Floor(level));
        }

        public override ExplanationNode Explain(MarginLevelKind level, int decimals, string unit)
        {
            var counted = rule.Combination == RuleCombination.Sum ? -1 : Largest(level);
            var nodes = new List<ExplanationNode>();
            var sum = Money.Zero;
            for (var i = 0; i < parts.Count; i++)
            {
                var node = parts[i].Explain(level, decimals, unit);
                var name = rule.Parts[i].Name;
                if (counted >= 0 && counted != i)
                {
                    // What another part exceeds is shown with what it would have asked, and counts nothing.
                    nodes.Add(new($"{name}, exceeded", Money.Zero, [new("asked", node.Amount.Units, decimals, unit)], []));
                    continue;
                }

                nodes.Add(node with { Label = name });
                sum += node.Amount;
            }

            var root = PortfolioExplanation.Rounded(At(level), decimals);
            if (root != sum)
                nodes.Add(new(rule.Floor(level) >= At(level) ? "to the floor" : "rounding", root - sum, [], []));

            return new(level == MarginLevelKind.Initial ? "initial margin" : "maintenance margin", root, [], nodes);
        }

        private int Largest(MarginLevelKind level)
        {
            var largest = 0;
            for (var i = 1; i < parts.Count; i++)
            {
                if (parts[i].At(level) > parts[largest].At(level))
                    largest = i;
            }

            return largest;
        }
    }
}
