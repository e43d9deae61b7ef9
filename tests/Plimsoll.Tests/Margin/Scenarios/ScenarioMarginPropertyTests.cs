using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin.Scenarios;

public sealed class ScenarioMarginPropertyTests
{
    private static readonly MarginLevelKind[] Levels = [MarginLevelKind.Initial, MarginLevelKind.Maintenance];

    [Fact, Trait("Criterion", "PMRG-001")]
    public void No_scenario_is_worse_than_the_worst() =>
        Prop.ForAll(
                AnyAccount.Generator.ToArbitrary(),
                account =>
                {
                    var unit = ScenarioMargin.Evaluate(Schemes.Derive, account).Units[0];
                    return unit.Scenarios.All(scenario => scenario.Counted >= -unit.WorstLoss)
                        && unit.Basis!.Counted >= -unit.WorstLoss
                        && unit.WorstLoss >= 0;
                }
            )
            .Check(Exploration.Of(200));

    [Fact, Trait("Criterion", "PMRG-002")]
    public void Parts_of_positions_add_up_to_each_scenario() =>
        Prop.ForAll(
                AnyAccount.Generator.ToArbitrary(),
                account =>
                    ScenarioMargin
                        .Evaluate(Schemes.Derive, account)
                        .Units[0]
                        .Scenarios.All(scenario =>
                            IsNear(scenario.Parts.Sum(), scenario.Counted, 1e-9 * (1 + scenario.Parts.Sum(Math.Abs)))
                        )
            )
            .Check(Exploration.Of(100));

    [Fact, Trait("Criterion", "PMRG-003")]
    public void Leaves_add_up_to_the_requirement_exactly() =>
        Prop.ForAll(
                AnyAccount.Generator.ToArbitrary(),
                account =>
                {
                    foreach (var scheme in new[] { Schemes.Derive, Schemes.Proportional })
                    {
                        var margin = ScenarioMargin.Evaluate(scheme, account);
                        foreach (var level in Levels)
                        {
                            var tree = PortfolioExplanation.Of(margin, level, 6, "USD");
                            Assert.Equal(PortfolioExplanation.Rounded(margin.Requirement(level), 6), tree.Amount);
                            AssertAddsUp(tree);
                        }
                    }
                }
            )
            .Check(Exploration.Of(100));

    [Fact, Trait("Criterion", "PMRG-004")]
    public void A_multiple_of_an_account_needs_that_multiple() =>
        Prop.ForAll(
                AnyAccount.Generator.ToArbitrary(),
                Gen.Choose(1, 50).ToArbitrary(),
                (account, times) =>
                    Levels.All(level =>
                    {
                        var one = Required(Schemes.Proportional, account, level);
                        return IsNear(Required(Schemes.Proportional, account.Times(times), level), times * one, 1e-9 * times * (1 + one));
                    })
            )
            .Check(Exploration.Of(100));

    [Fact, Trait("Criterion", "PMRG-005")]
    public void Two_accounts_together_need_no_more_than_apart() =>
        Prop.ForAll(
                AnyAccount.Derivatives.ToArbitrary(),
                AnyAccount.Derivatives.ToArbitrary(),
                (one, other) =>
                    Levels.All(level =>
                    {
                        var apart = Required(Schemes.Proportional, one, level) + Required(Schemes.Proportional, other, level);
                        return Required(Schemes.Proportional, AnyAccount.Together(one, other), level) <= apart + (1e-9 * (1 + apart));
                    })
            )
            .Check(Exploration.Of(200));

    [Fact, Trait("Criterion", "PMRG-006")]
    public void Agrees_with_the_rule_written_once_more() =>
        Prop.ForAll(
                AnyAccount.Generator.ToArbitrary(),
                account =>
                {
                    var margin = ScenarioMargin.Evaluate(Schemes.Derive, account);
                    var (initial, maintenance) = ReferencePortfolioManager.Net(account);
                    var scale = 1 + margin.Units[0].GrossValue + margin.Requirement(MarginLevelKind.Initial);
                    return IsNear(margin.Value - margin.Requirement(MarginLevelKind.Initial), initial, 1e-10 * scale)
                        && IsNear(margin.Value - margin.Requirement(MarginLevelKind.Maintenance), maintenance, 1e-10 * scale);
                }
            )
            .Check(Exploration.Of(500));

    private static double Required(PortfolioMarginModel scheme, ScenarioAccount account, MarginLevelKind level) =>
        ScenarioMargin.Evaluate(scheme, account).Requirement(level);

    private static bool IsNear(double left, double right, double allowed) => Math.Abs(left - right) <= allowed;

    private static void AssertAddsUp(ExplanationNode node)
    {
        if (node.Children.Count == 0)
            return;

        Assert.Equal(node.Amount, node.Children.Aggregate(Money.Zero, (sum, child) => sum + child.Amount));
        Assert.All(node.Children, AssertAddsUp);
    }
}
