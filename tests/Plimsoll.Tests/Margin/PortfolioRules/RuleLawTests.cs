using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Numerics;
using Plimsoll.Testing;
using Plimsoll.Tests.Margin.Scenarios;

namespace Plimsoll.Tests.Margin.PortfolioRules;

/// <summary>What holds for rules of every kind.</summary>
public sealed class RuleLawTests
{
    [Fact, Trait("Criterion", "VARR-106")]
    public void No_choice_of_fills_needs_more_than_was_reserved() =>
        Prop.ForAll(
                (
                    from table in AnyMoves.Weighted
                    from account in AnyMoves.Account
                    from orders in AnyMoves.Orders(account)
                    select (table, account, orders)
                ).ToArbitrary(),
                each =>
                {
                    var (table, account, orders) = each;
                    // Scenario margin has charges for which this is a rule of its own (0017).
                    foreach (var rule in AnyMoves.Rules(table).Where(rule => rule.Name is not ("scenarios" or "whole")))
                    {
                        foreach (var level in Enum.GetValues<MarginLevelKind>())
                        {
                            var reserved = rule.Of(account with { Orders = orders }).At(level);
                            for (var fills = 0; fills < 1 << orders.Count; fills++)
                            {
                                var filled = orders.Where((_, i) => (fills >> i & 1) == 1).ToList();
                                var needed = rule.Of(Filled(account, filled)).At(level);
                                Assert.True(needed <= reserved + (1e-9 * (1 + reserved)), $"{rule.Name}: {needed} beyond {reserved}");
                            }
                        }
                    }
                }
            )
            .Check(Exploration.Of(60));

    [Fact, Trait("Criterion", "VARR-110")]
    public void The_leaves_of_every_rule_add_up_to_what_it_asks() =>
        Prop.ForAll(
                (
                    from table in AnyMoves.Weighted
                    from account in AnyMoves.Account
                    from orders in AnyMoves.Orders(account)
                    select (table, account with { Orders = orders })
                ).ToArbitrary(),
                each =>
                {
                    var (table, account) = each;
                    foreach (var rule in AnyMoves.Rules(table))
                    {
                        foreach (var level in Enum.GetValues<MarginLevelKind>())
                        {
                            var asked = rule.Of(account);
                            var tree = asked.Explain(level, 6, "USD");
                            Assert.Equal(PortfolioExplanation.Rounded(asked.At(level), 6), tree.Amount);
                            AnyMoves.AssertAddsUp(tree);
                        }
                    }
                }
            )
            .Check(Exploration.Of(60));

    [Fact, Trait("Criterion", "VARR-111")]
    public void Rules_combine_by_largest_sum_floor_and_share() =>
        Prop.ForAll(
                AnyMoves.Table.ToArbitrary(),
                AnyMoves.Account.ToArbitrary(),
                (table, account) =>
                {
                    var rules = AnyMoves.Rules(table).ToDictionary(rule => rule.Name, StringComparer.Ordinal);
                    double At(string name, MarginLevelKind level) => rules[name].Of(account).At(level);
                    foreach (var level in Enum.GetValues<MarginLevelKind>())
                    {
                        var (initial, share) = (level == MarginLevelKind.Initial, level == MarginLevelKind.Initial ? 0.25 : 0.3);
                        var worse = Math.Max(At("tail", level), At("scenarios", level));
                        Assert.Equal(Math.Max(worse + At("closing", level), initial ? 1_000 : 0), At("whole", level), 1e-6);
                        var recent = initial ? 0.75 : 0.7;
                        Assert.Equal((recent * At("tail", level)) + (share * At("quantile", level)), At("stressed", level), 1e-6);
                    }
                }
            )
            .Check(Exploration.Of(60));

    [Fact, Trait("Criterion", "VARR-112")]
    public void A_buffer_is_used_up_while_margin_rises_above_its_reference()
    {
        var account = new ScenarioAccount([new("x", 100) { Linear = [new("future", 1, 100)] }]);
        PortfolioRule Fixed(double loss) =>
            new ValueAtRiskRule(
                "fixed",
                new(["x"], [new("day", [DeterministicMath.Log(1 - (loss / 1_000))], [])], 1),
                RiskMeasure.ValueAtRisk,
                0.5,
                0.5
            )
            {
                InitialFactor = 10,
            };

        double Asked(double margin) => new BufferedRule("buffered", Fixed(margin), Fixed(100)).Of(account).At(MarginLevelKind.Initial);

        Assert.Equal(100, Asked(80), 1e-9);
        Assert.Equal(125, Asked(110), 1e-9);
        Assert.Equal(140, Asked(140), 1e-9);
    }

    [Fact, Trait("Criterion", "VARR-113")]
    public void A_rule_of_several_covers_what_all_of_them_cover()
    {
        MoveTable table = new(["eth"], [new("day", [0.1], [])], 1);
        var rules = AnyMoves.Rules(table);

        Assert.All(rules.Where(rule => rule.Name != "scenarios"), rule => Assert.False(rule.Covers("sol")));
        Assert.True(new ScenarioRule("scenarios", Schemes.Proportional).Covers("sol"));
        Assert.True(rules.Single(rule => rule.Name == "whole").Covers("eth"));
        Assert.False(rules.Single(rule => rule.Name == "whole").Covers("btc"));
    }

    private static ScenarioAccount Filled(ScenarioAccount account, IReadOnlyList<OpenOrder> orders) =>
        account with
        {
            Books =
            [
                .. account.Books.Select(book =>
                    BookMerger.Merged(
                        book,
                        [.. orders.Where(order => order.Book.Underlying == book.Underlying).Select(order => order.Book)]
                    )
                ),
            ],
        };
}
