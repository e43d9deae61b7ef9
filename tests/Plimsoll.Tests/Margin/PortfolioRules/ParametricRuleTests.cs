using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Liquidity;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.ValueAtRisk.Correlations;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.PortfolioRules;

public sealed class ParametricRuleTests
{
    private const MarginLevelKind Initial = MarginLevelKind.Initial;
    private const MarginLevelKind Maintenance = MarginLevelKind.Maintenance;

    [Fact, Trait("Criterion", "VARR-125")]
    public void A_future_needs_what_the_closed_form_says()
    {
        MoveCovariances moves = new(["btc"], [0.02], [], 1);
        var account = new ScenarioAccount([new("btc", 50_000) { Linear = [new("perpetual", -20, 50_000)] }]);
        var asked = new ParametricRule("law", moves, RiskMeasure.ExpectedShortfall, 0.99, 0.975) { MaintenanceFactor = 0.5 }.Evaluate(
            account
        );

        // One million at 2 % (VARR-024).
        Assert.Equal(46_526.96, asked.Figures(Initial).ValueAtRisk, 0.005);
        Assert.Equal(53_304.29, asked.At(Initial), 0.01);
        Assert.Equal(0.5 * asked.Figures(Maintenance).ExpectedShortfall, asked.At(Maintenance), 1e-9);
    }

    [Fact, Trait("Criterion", "VARR-125")]
    public void Deviations_and_correlations_come_of_the_moves_drawn_toward_a_target()
    {
        MoveTable table = new(["btc", "eth"], [new("a", [0.03, 0.04], []), new("b", [-0.01, 0.02], [])], 2);
        var own = new CovarianceRecipe().Of(table);
        var drawn = new CovarianceRecipe { Shrinkage = 0.25, Target = ShrinkageTarget.One }.Of(table);
        var late = new CovarianceRecipe { Decay = 0.5 }.Of(table);

        var (btc, eth) = (Math.Sqrt(0.0005), Math.Sqrt(0.001));
        var correlation = 0.0005 / (btc * eth);
        Assert.Equal((btc, eth, 2.0), (own.Deviations[0], own.Deviations[1], own.Days));
        Assert.Equal(correlation, own.Correlations[0], 1e-15);
        Assert.Equal((0.75 * correlation) + 0.25, drawn.Correlations[0], 1e-15);
        // The later row counts twice the earlier one.
        Assert.Equal(Math.Sqrt((0.0009 + (2 * 0.0001)) / 3), late.Deviations[0], 1e-15);
        Assert.True(own.Covers("eth") && !own.Covers("sol"));
    }

    [Fact, Trait("Criterion", "VARR-125")]
    public void What_no_moves_can_have_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new MoveCovariances(["a", "b", "c"], [1, 1, 1], [0.9, 0.9, -0.9], 1));
        Assert.Throws<ArgumentException>(() => new MoveCovariances(["a", "a"], [1, 1], [0], 1));
        Assert.Throws<ArgumentException>(() => new MoveCovariances(["a", "b"], [1], [], 1));
        Assert.Throws<ArgumentException>(() => new MoveCovariances(["a", "b"], [1, 1], [], 1));
        Assert.Throws<ArgumentException>(() => new MoveCovariances(["a"], [double.NaN], [], 1));
        Assert.Throws<ArgumentException>(() => new MoveCovariances(["a", "b"], [1, 1], [1.5], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MoveCovariances(["a"], [1], [], -1));
        var rule = new ParametricRule("law", new(["a"], [1], [], 1), RiskMeasure.ValueAtRisk, 0.99, 0.9);
        Assert.Throws<ArgumentException>(() => rule.Of(new([new("b", 1) { Linear = [new("future", 1, 1)] }])));
    }

    [Fact, Trait("Criterion", "VARR-126")]
    public void Slopes_are_those_of_a_revaluation_under_a_small_move() =>
        Prop.ForAll(
                AnyMoves.Account.ToArbitrary(),
                Gen.Choose(0, 3).ToArbitrary(),
                (account, factor) =>
                {
                    const double Step = 1e-5;
                    var gross = 1 + account.Books[0].Spot * 1_000;
                    double Loss(double by)
                    {
                        MoveRow row = new(
                            "move",
                            [factor == 0 ? by : 0, factor == 1 ? by : 0],
                            [factor == 2 ? by : 0, factor == 3 ? by : 0]
                        );
                        MoveTable table = new(["eth", "btc"], [row], 0);
                        return new ValueAtRiskRule("row", table, RiskMeasure.ValueAtRisk, 0.5, 0.5).Evaluate(account).Totals[0];
                    }

                    var deviations = new double[4];
                    deviations[factor] = 1;
                    var rule = new ParametricRule(
                        "law",
                        new(["eth", "btc"], deviations, new double[6], 0),
                        RiskMeasure.ValueAtRisk,
                        0.9,
                        0.8
                    );

                    var slope = Math.Abs(Loss(Step) - Loss(-Step)) / (2 * Step);
                    Assert.Equal(slope, rule.Evaluate(account).Deviation, gross * 1e-6);
                }
            )
            .Check(Exploration.Of(60));

    [Fact, Trait("Criterion", "VARR-127")]
    public void Components_add_up_and_are_the_slopes_of_the_figure_in_each_size() =>
        Prop.ForAll(
                AnyMoves.Table.ToArbitrary(),
                AnyMoves.Account.ToArbitrary(),
                (table, account) =>
                {
                    var rule = Law(table);
                    var asked = rule.Evaluate(account);
                    var parts = asked.Contributions(Initial);

                    Assert.Equal(asked.Figures(Initial).ExpectedShortfall, parts.Sum(each => each.Part.Component), 1e-6);
                    Assert.Equal(asked.At(Initial) * 3, rule.Of(account.Times(-3)).At(Initial), 1e-6);
                    // The last position is bitcoin's future: half of it away, and once more of it.
                    var future = account.Books[1].Linear[0];
                    double With(double times) =>
                        rule.Of(
                                account with
                                {
                                    Books =
                                    [
                                        account.Books[0],
                                        account.Books[1] with
                                        {
                                            Linear = [future with { Quantity = future.Quantity * times }],
                                        },
                                    ],
                                }
                            )
                            .At(Initial);
                    var (_, part) = parts[^1];
                    Assert.Equal(asked.At(Initial) - With(0), part.Incremental, 1e-6);
                    Assert.Equal(part.Component, part.Marginal * Math.Abs(future.Quantity), 1e-6);
                    if (asked.At(Initial) > 1)
                        Assert.Equal((With(1 + 1e-6) - With(1 - 1e-6)) / 2e-6, part.Component, 1e-2 * (1 + Math.Abs(part.Component)));
                }
            )
            .Check(Exploration.Of(60));

    [Fact, Trait("Criterion", "VARR-128")]
    public void Orders_add_no_more_than_they_need_alone_and_what_closes_adds_nothing() =>
        Prop.ForAll(
                AnyMoves.Table.ToArbitrary(),
                AnyMoves.Linear.ToArbitrary(),
                (table, account) =>
                {
                    var rule = Law(table);
                    // Closing one leg takes the other's hedge away, but not more than that leg alone may need.
                    var closing = account.Books.Select(book => new OpenOrder(
                        book with
                        {
                            Linear = [book.Linear[0] with { Quantity = -book.Linear[0].Quantity }],
                        },
                        book.Linear[0].Quantity < 0
                    ));
                    var plain = rule.Of(account).At(Initial);
                    var alone = account.Books.Select(book => rule.Of(account with { Books = [book] }).At(Initial)).ToArray();

                    var asked = rule.Of(account with { Orders = [.. closing] }).At(Initial);
                    Assert.InRange(asked, Math.Max(plain, alone.Max()) - 1e-6, ((alone[0] + alone[1]) / 2) + (plain / 2) + 1e-6);
                    var (first, only) = (account with { Books = [account.Books[0]] }, closing.First());
                    Assert.Equal(rule.Of(first).At(Initial), rule.Of(first with { Orders = [only] }).At(Initial), 1e-6);
                }
            )
            .Check(Exploration.Of(60));

    [Fact, Trait("Criterion", "LVAR-034")]
    public void With_the_rule_of_liquidity_it_is_the_value_at_risk_of_liquidity()
    {
        const double Wait = 0.5;
        const double Multiple = 2.3263478740408408;
        var market = new LiquidityMarket([new(0.001, 10)], 0.002, 0.04, 200);
        var other = market with { DailyVolatility = 0.03, DailyVolume = 20 };
        var risk = new ParametricRule(
            "risk",
            new(["eth", "btc"], [0.04 * Math.Sqrt(Wait), 0.03 * Math.Sqrt(Wait)], [0.8], Wait),
            RiskMeasure.ValueAtRisk,
            0.99,
            0.99
        );
        var closing = new LiquidityRule("closing", new Dictionary<string, LiquidityMarket> { ["eth"] = market, ["btc"] = other })
        {
            Time = new(0.1, Wait, Multiple),
        };
        var account = new ScenarioAccount([
            new("eth", 2_000) { Linear = [new("eth future", 150, 2_000)] },
            new("btc", 60_000) { Linear = [new("btc future", -4, 60_000)] },
        ]);
        var daily = (risk with { Moves = new(["eth", "btc"], [0.04, 0.03], [0.8], 1) }).Of(account).At(Initial);
        var expected = LiquidityValueAtRisk.Of(
            daily,
            Wait,
            [
                new("eth future", Multiple * 0.04 * 300_000, 150 / (0.1 * 200), CloseOutCost.Of(150, market.At(2_000))),
                new("btc future", Multiple * 0.03 * 240_000, 4 / (0.1 * 20), CloseOutCost.Of(4, other.At(60_000))),
            ]
        );

        var sum = new CombinedRule("L-VaR", RuleCombination.Sum, [risk, closing]);
        Assert.Equal(expected.Asked, sum.Of(account).At(Initial), 1e-6);
    }

    private static ParametricRule Law(MoveTable table) =>
        new("law", new CovarianceRecipe().Of(table), RiskMeasure.ExpectedShortfall, 0.99, 0.9) { Degrees = 5 };
}
