using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.ValueAtRisk.Procyclicality;

namespace Plimsoll.Margin.Portfolio;

/// <summary>A rule with a buffer that is used up while its margin rises above a reference: <see cref="MarginBuffer"/>.</summary>
/// <remarks>
/// The reference is a rule as well, such as the same figure over a long look-back, so that the buffer grows with the account as the margin does. Not falling in either, so orders are
/// covered where both cover them. Source: docs/spec/0018-value-at-risk.md (VARR-050, VARR-112).
/// </remarks>
/// <param name="Name">What explanations call it.</param>
/// <param name="Part">The rule that is buffered.</param>
/// <param name="Reference">The margin up to which the buffer stays full.</param>
/// <param name="Share">The buffer as a share of margin, not negative.</param>
public sealed record BufferedRule(string Name, PortfolioRule Part, PortfolioRule Reference, double Share = MarginBuffer.UsualShare)
    : PortfolioRule(Name)
{
    /// <inheritdoc/>
    public override bool Covers(string underlying) => Part.Covers(underlying) && Reference.Covers(underlying);

    /// <inheritdoc/>
    public override PortfolioRequirement Of(ScenarioAccount account) => new Requirement(this, Part.Of(account), Reference.Of(account));

    private sealed class Requirement(BufferedRule rule, PortfolioRequirement part, PortfolioRequirement reference) : PortfolioRequirement
    {
        public override double At(MarginLevelKind level) => MarginBuffer.Apply(part.At(level), reference.At(level), rule.Share);

        public override ExplanationNode Explain(MarginLevelKind level, int decimals, string unit)
        {
            var tree = new RequirementTree(decimals, unit);
            var asked = part.Explain(level, decimals, unit) with { Label = rule.Part.Name };
            var root = PortfolioExplanation.Rounded(At(level), decimals);
            var children = new List<ExplanationNode> { asked };
            if (root != asked.Amount)
            {
                ExplanationInput[] inputs =
                [
                    RequirementTree.Number("share", rule.Share),
                    tree.Amount($"reference, {rule.Reference.Name}", reference.At(level)),
                ];
                children.Add(new("buffer", root - asked.Amount, inputs, []));
            }

            return RequirementTree.Of(level, root, children);
        }
    }
}
