using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Numerics;

namespace Plimsoll.Formats.PortfolioRules;

/// <summary>What every rule of a model asks of the same account, side by side.</summary>
internal static class RuleComparison
{
    private const int ShownDecimals = 8;

    /// <summary>An entry for each rule.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="asked">The account's own.</param>
    /// <param name="account">The account.</param>
    /// <param name="ordered">The account with its orders.</param>
    /// <param name="decimals">Decimals of the numeraire.</param>
    /// <param name="unit">The numeraire's symbol.</param>
    public static Answer Of(
        PortfolioRuleBook rules,
        PortfolioRule asked,
        ScenarioAccount account,
        ScenarioAccount ordered,
        int decimals,
        string unit
    )
    {
        var underlyings = Underlyings(ordered);
        var answer = new Answer();
        foreach (var rule in rules.Rules)
        {
            var one = new Answer().With("asks", PortfolioRuleWords.Of(rule));
            answer.With(rule.Name, one);
            if (underlyings.FirstOrDefault(underlying => !rule.Covers(underlying)) is { } lacking)
            {
                var reason = $"it knows no moves or no market of {lacking}";
                one.With("initial_margin", null, unit, reason).With("maintenance_margin", null, unit, reason);
            }
            else
            {
                var kept = rule.Of(account);
                var opened = ReferenceEquals(account, ordered) ? kept : rule.Of(ordered);
                one.With("initial_margin", Rounded(opened.At(MarginLevelKind.Initial), decimals), unit)
                    .With("maintenance_margin", Rounded(kept.At(MarginLevelKind.Maintenance), decimals), unit);
                if (opened is IRiskParts risk)
                {
                    var figures = risk.Figures(MarginLevelKind.Initial);
                    one.With("value_at_risk", Shown(figures.ValueAtRisk), unit)
                        .With("expected_shortfall", Shown(figures.ExpectedShortfall), unit);
                    if (opened is ValueAtRiskRequirement tail)
                    {
                        one.With("quantile_move", tail.QuantileRow(MarginLevelKind.Initial));
                    }

                    AddContributions(one, rule, risk, figures, unit);
                }
            }

            one.With(
                "is_asked",
                ReferenceEquals(rule, asked) ? "yes"
                    : PortfolioRuleBook.IsWithin(rule, asked) ? "within"
                    : "no"
            );
        }

        return answer;
    }

    /// <summary>Each position's part in the figure of initial margin that the rule asks for, before its factor.</summary>
    private static void AddContributions(Answer answer, PortfolioRule rule, IRiskParts risk, RiskFigures figures, string unit)
    {
        var measure = rule is ParametricRule parametric ? parametric.Measure : ((ValueAtRiskRule)rule).Measure;
        var (word, figure) =
            measure == RiskMeasure.ValueAtRisk ? ("value_at_risk", figures.ValueAtRisk) : ("expected_shortfall", figures.ExpectedShortfall);
        answer
            .With("contributions_to", word)
            .With(
                "contributions",
                risk.Contributions(MarginLevelKind.Initial),
                each => each.Name,
                each =>
                    new Answer()
                        .With("component", Shown(each.Part.Component), unit)
                        .With("share", figure > 0 ? Shown(each.Part.Component / figure) : null, "", "there is no loss to have a part in")
                        .With(
                            "marginal",
                            each.Name == BookRevaluation.OrdersName ? null : Shown(each.Part.Marginal),
                            unit,
                            "orders have no size"
                        )
                        .With("incremental", Shown(each.Part.Incremental), unit)
            );
    }

    /// <summary>What an account is exposed to: positions, orders, coins that hedge.</summary>
    public static string[] Underlyings(ScenarioAccount account) =>
        [
            .. account
                .Books.Where(book => book.Linear.Count + book.Expiries.Count > 0 || book.Collateral.Any(held => held.IsHedge))
                .Concat(account.Orders.Select(order => order.Book))
                .Select(book => book.Underlying)
                .Distinct(StringComparer.Ordinal),
        ];

    private static decimal Rounded(double requirement, int decimals) =>
        UnitScale.Number(PortfolioExplanation.Rounded(requirement, decimals).Units, decimals);

    private static decimal Shown(double number) => decimal.Round(RealDecimals.Of(number), ShownDecimals);
}
