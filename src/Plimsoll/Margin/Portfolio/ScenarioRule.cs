using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Portfolio;

/// <summary>The worst of stated scenarios, and charges: <see cref="ScenarioMargin"/>.</summary>
/// <param name="Name">What explanations call it.</param>
/// <param name="Model">The scheme of the account, and of underlyings that have none of their own.</param>
public sealed record ScenarioRule(string Name, PortfolioMarginModel Model) : PortfolioRule(Name)
{
    /// <summary>Schemes of some underlyings, by name; with as many rows each as the account's where books are netted under the same scenario.</summary>
    public IReadOnlyDictionary<string, PortfolioMarginModel> ByUnderlying { get; init; } =
        new Dictionary<string, PortfolioMarginModel>(StringComparer.Ordinal);

    /// <summary>The scheme of an underlying.</summary>
    public PortfolioMarginModel SchemeOf(string underlying) => ByUnderlying.GetValueOrDefault(underlying, Model);

    /// <inheritdoc/>
    public override PortfolioRequirement Of(ScenarioAccount account) => new Requirement(ScenarioMargin.Evaluate(Model, account, SchemeOf));

    private sealed class Requirement(PortfolioMargin margin) : PortfolioRequirement
    {
        public override double At(MarginLevelKind level) => margin.Requirement(level);

        public override ExplanationNode Explain(MarginLevelKind level, int decimals, string unit) =>
            PortfolioExplanation.Of(margin, level, decimals, unit);
    }
}
