using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Numerics;

namespace Plimsoll.Margin.Portfolio;

/// <summary>A share or a multiple of another rule. Two of them summed are a stressed weight: (1 − w) of recent margin and w of that over a stressed period.</summary>
/// <remarks>Source: Commission Delegated Regulation (EU) 153/2013, article 28(1)(b); docs/spec/0018-value-at-risk.md (VARR-051, VARR-111).</remarks>
/// <param name="Name">What explanations call it.</param>
/// <param name="Part">The other rule.</param>
/// <param name="InitialFactor">What its initial margin is multiplied by, not negative.</param>
/// <param name="MaintenanceFactor">What its maintenance margin is multiplied by, not negative.</param>
public sealed record ScaledRule(string Name, PortfolioRule Part, double InitialFactor, double MaintenanceFactor) : PortfolioRule(Name)
{
    /// <inheritdoc/>
    public override bool Covers(string underlying) => Part.Covers(underlying);

    /// <inheritdoc/>
    public override PortfolioRequirement Of(ScenarioAccount account) => new Requirement(this, Part.Of(account));

    private double Factor(MarginLevelKind level) => level == MarginLevelKind.Initial ? InitialFactor : MaintenanceFactor;

    private sealed class Requirement(ScaledRule rule, PortfolioRequirement part) : PortfolioRequirement
    {
        public override double At(MarginLevelKind level) => rule.Factor(level) * part.At(level);

        public override ExplanationNode Explain(MarginLevelKind level, int decimals, string unit)
        {
            var factor = rule.Factor(level);
            var asked = part.Explain(level, decimals, unit);
            var root = PortfolioExplanation.Rounded(At(level), decimals);
            // What rounding leaves over is not a part that is scaled; it is found anew.
            var children = asked.Children.Where(child => child.Label != RequirementTree.Rounding).Select(child => Scaled(child, factor));
            return RequirementTree.Of(level, root, [.. children]);
        }

        /// <summary>Leaf by leaf, so that sums remain sums.</summary>
        private static ExplanationNode Scaled(ExplanationNode node, double factor)
        {
            if (node.Children.Count == 0)
            {
                var amount = (Int128)decimal.Round((decimal)node.Amount.Units * RealDecimals.Of(factor), MidpointRounding.AwayFromZero);
                return node with { Amount = new(amount), Inputs = [.. node.Inputs, RequirementTree.Number("share", factor)] };
            }

            var children = node.Children.Select(child => Scaled(child, factor)).ToList();
            return node with { Amount = RequirementTree.Sum(children), Children = children };
        }
    }
}
