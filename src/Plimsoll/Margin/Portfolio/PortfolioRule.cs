using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Portfolio;

/// <summary>A rule that asks for margin of a whole account rather than of its positions one by one: scenarios, value at risk, or several of them combined.</summary>
/// <remarks>Data: two equal rules answer alike. Pure. Source: docs/spec/0017-portfolio-margin.md, docs/spec/0018-value-at-risk.md.</remarks>
/// <param name="Name">What explanations call it.</param>
public abstract record PortfolioRule(string Name)
{
    /// <summary>What the rule asks of an account.</summary>
    /// <exception cref="ArgumentException">The account is exposed to an underlying that the rule does not cover.</exception>
    public abstract PortfolioRequirement Of(ScenarioAccount account);

    /// <summary>Whether the rule has what it takes to margin an underlying; edges ask this before they ask for margin.</summary>
    /// <param name="underlying">Its name.</param>
    public virtual bool Covers(string underlying) => true;
}
