using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Portfolio;

/// <summary>A rule that asks for margin of a whole account rather than of its positions one by one: scenarios, value at risk, or several of them combined.</summary>
/// <remarks>Data: two equal rules answer alike. Pure. Source: docs/spec/0017-portfolio-margin.md, docs/spec/0018-value-at-risk.md.</remarks>
/// <param name="Name">What explanations call it.</param>
public abstract record PortfolioRule(string Name)
{
    /// <summary>What the rule asks of an account.</summary>
    public abstract PortfolioRequirement Of(ScenarioAccount account);
}
