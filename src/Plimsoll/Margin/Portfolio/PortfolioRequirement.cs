using Plimsoll.Margin.Scenarios;

namespace Plimsoll.Margin.Portfolio;

/// <summary>What a rule asks of an account, and why.</summary>
public abstract class PortfolioRequirement
{
    /// <summary>The requirement of a level, in the numeraire, not negative, before any rounding.</summary>
    public abstract double At(MarginLevelKind level);

    /// <summary>The same as a tree whose leaves add up to it exactly, rounded up once to the numeraire's unit.</summary>
    /// <param name="level">Which requirement.</param>
    /// <param name="decimals">Decimals of the numeraire, 0 to 18.</param>
    /// <param name="unit">The numeraire's symbol.</param>
    /// <exception cref="OverflowException">A number cannot be carried.</exception>
    public abstract ExplanationNode Explain(MarginLevelKind level, int decimals, string unit);
}
