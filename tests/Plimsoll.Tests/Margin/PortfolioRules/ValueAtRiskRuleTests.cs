using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Numerics;
using Plimsoll.Pricing;
using Plimsoll.Testing;
using Plimsoll.Tests.Margin.Scenarios;

namespace Plimsoll.Tests.Margin.PortfolioRules;

public sealed class ValueAtRiskRuleTests
{
    private const MarginLevelKind Initial = MarginLevelKind.Initial;
    private const MarginLevelKind Maintenance = MarginLevelKind.Maintenance;

    [Fact, Trait("Criterion", "VARR-100")]
    public void A_future_under_normal_moves_needs_what_the_closed_form_says()
    {
        const int Rows = 40_000;
        var moves = new List<MoveRow>();
        for (var i = 0; i < Rows; i++)
            moves.Add(new($"{i}", [DeterministicMath.Log(1 + (0.02 * NormalDistribution.InverseCumulative((i + 0.5) / Rows)))], []));

        var rule = Tail(new(["btc"], moves, 1), 0.99, 0.975);
        var account = new ScenarioAccount([new("btc", 50_000) { Linear = [new("perpetual", 20, 50_000)] }]);
        var asked = rule.Evaluate(account);

        // One million at 2 %: VaR 46,526.96 and ES 53,304.29 at 99 % (VARR-024).
        Assert.Equal(46_526.96, asked.Figures(Initial).ValueAtRisk, 46_526.96 * 0.001);
        Assert.Equal(53_304.29, asked.At(Initial), 53_304.29 * 0.001);
        Assert.Equal(asked.At(Maintenance), asked.Figures(Maintenance).ExpectedShortfall);
    }

    [Fact, Trait("Criterion", "VARR-101")]
    public void Hundred_losses_by_hand()
    {
        // A long of 100 at 1: row i falls by i percent.
        var rows = Enumerable.Range(1, 100).Select(i => new MoveRow($"fall {i}", [DeterministicMath.Log(1 - (i / 101.0))], []));
        var account = new ScenarioAccount([new("x", 1) { Linear = [new("future", 101, 1)] }]);
        var shortfall = Tail(new(["x"], [.. rows], 1), 0.975, 0.9).Evaluate(account);
        var quantile = (Tail(new(["x"], [.. rows], 1), 0.99, 0.9) with { Measure = RiskMeasure.ValueAtRisk }).Evaluate(account);

        Assert.Equal(99.2, shortfall.At(Initial), 1e-9);
        Assert.Equal(99, quantile.At(Initial), 1e-9);
        Assert.Equal("fall 99", quantile.QuantileRow(Initial));
        Assert.Equal(0, Tail(new(["x"], [.. rows], 1), 0.99, 0.9).Of(account.Times(-1)).At(Initial));
    }

    [Fact, Trait("Criterion", "VARR-101")]
    public void In_the_coin_a_profit_is_divided_by_the_price_where_it_is_made()
    {
        MoveTable table = new(["btc"], [new("fall", [DeterministicMath.Log(0.8)], []), new("rise", [DeterministicMath.Log(1.25)], [])], 1);
        var account = new ScenarioAccount([new("btc", 60_000) { IsInCoin = true, Linear = [new("inverse", 1, 60_000)] }]);

        Assert.Equal(0.25, Tail(table, 0.5, 0.5).Of(account).At(Initial), 1e-12);
        Assert.Equal(0.2, Tail(table, 0.5, 0.5).Of(account.Times(-1)).At(Initial), 1e-12);
    }

    [Fact, Trait("Criterion", "VARR-101")]
    public void An_option_is_worth_its_payoff_after_its_expiry()
    {
        MoveTable table = new(["btc"], [new("fall", [DeterministicMath.Log(0.9)], [0])], 1);
        OptionExpiryBook expiry = new(3_600, 100, [new("call", OptionType.Call, 100, 1, 0.5)]);
        var account = new ScenarioAccount([new("btc", 100) { Expiries = [expiry] }]);

        var paid = Black76.Price(OptionType.Call, 100, 100, 0.5, expiry.Years, 1);
        Assert.Equal(paid, Tail(table, 0.5, 0.5).Of(account).At(Initial), 1e-12);
    }

    [Fact, Trait("Criterion", "VARR-102")]
    public void Agrees_with_the_table_of_losses_and_its_contributions() =>
        Prop.ForAll(
                AnyMoves.Table.ToArbitrary(),
                AnyMoves.Account.Where(account => !account.Books[1].IsInCoin).ToArbitrary(),
                (table, account) =>
                {
                    var positions = Positions(account);
                    var matrix = new LossMatrix(positions, table.Rows.Count, 1 / 365.0);
                    for (var i = 0; i < table.Rows.Count; i++)
                        matrix.Fill(i, [.. table.Rows[i].Prices, .. table.Rows[i].Volatilities]);

                    var gross = 1 + positions.Sum(position => Math.Abs(position.Quantity) * position.Price);
                    foreach (var measure in Enum.GetValues<RiskMeasure>())
                    {
                        var asked = (Tail(table, 0.9, 0.8) with { Measure = measure }).Evaluate(account);
                        var figures = matrix.Figures(0.9);
                        var expected = measure == RiskMeasure.ValueAtRisk ? figures.ValueAtRisk : figures.ExpectedShortfall;
                        Assert.Equal(Math.Max(0, expected), asked.At(Initial), 1e-12 * gross);
                        if (!IsTied(matrix.Totals, 1e-9 * gross))
                        {
                            var parts =
                                measure == RiskMeasure.ValueAtRisk
                                    ? RiskContributions.OfValueAtRisk(matrix, positions, 0.9)
                                    : RiskContributions.OfShortfall(matrix, positions, 0.9);
                            Assert.All(
                                asked.Components(Initial).Zip(parts),
                                pair => Assert.Equal(pair.Second.Component, pair.First, 1e-12 * gross)
                            );
                            // The generator may call options of two expiries alike, which are pieces of one position then.
                            var alone = asked
                                .Names.Zip(parts)
                                .GroupBy(each => each.First)
                                .Where(same => same.Count() == 1)
                                .Select(same => same.Single());
                            var told = asked
                                .Contributions(Initial)
                                .ToDictionary(each => each.Name, each => each.Part, StringComparer.Ordinal);
                            foreach (var (name, part) in alone)
                            {
                                Assert.Equal(part.Component, told[name].Component, 1e-12 * gross);
                                Assert.Equal(part.Incremental, told[name].Incremental, 1e-12 * gross);
                                Assert.Equal(part.Marginal, told[name].Marginal, 1e-9 * gross);
                            }
                        }
                    }
                }
            )
            .Check(Exploration.Of(60));

    [Fact, Trait("Criterion", "VARR-103")]
    public void Components_add_up_to_the_figure() =>
        Prop.ForAll(
                AnyMoves.Weighted.ToArbitrary(),
                AnyMoves.Account.ToArbitrary(),
                (table, account) =>
                {
                    foreach (var measure in Enum.GetValues<RiskMeasure>())
                    {
                        var asked = (Tail(table, 0.95, 0.7) with { Measure = measure }).Evaluate(account);
                        foreach (var level in Enum.GetValues<MarginLevelKind>())
                        {
                            var figures = asked.Figures(level);
                            var figure = measure == RiskMeasure.ValueAtRisk ? figures.ValueAtRisk : figures.ExpectedShortfall;
                            Assert.Equal(figure, asked.Components(level).Sum(), 1e-6);
                        }
                    }
                }
            )
            .Check(Exploration.Of(100));

    [Fact, Trait("Criterion", "VARR-124")]
    public void Parts_add_up_to_the_figure_and_what_a_position_adds_is_what_goes_with_it() =>
        Prop.ForAll(
                AnyMoves.Weighted.ToArbitrary(),
                AnyMoves.Account.ToArbitrary(),
                (table, account) =>
                {
                    foreach (var measure in Enum.GetValues<RiskMeasure>())
                    {
                        var rule = Tail(table, 0.9, 0.8) with { Measure = measure };
                        var parts = rule.Evaluate(account).Contributions(Initial);
                        double Figure(ScenarioAccount of) =>
                            rule.Evaluate(of).Figures(Initial) is var figures && measure == RiskMeasure.ValueAtRisk
                                ? figures.ValueAtRisk
                                : figures.ExpectedShortfall;
                        var without = account with { Books = [account.Books[0], account.Books[1] with { Linear = [] }] };

                        Assert.Equal(Figure(account), parts.Sum(each => each.Part.Component), 1e-6);
                        Assert.Equal(Figure(account) - Figure(without), parts[^1].Part.Incremental, 1e-6);
                    }
                }
            )
            .Check(Exploration.Of(60));

    [Fact, Trait("Criterion", "VARR-124")]
    public void What_is_held_in_pieces_is_one_position_and_orders_are_told_apart()
    {
        MoveTable table = new(["x"], [new("fall", [DeterministicMath.Log(0.9)], []), new("rise", [DeterministicMath.Log(1.1)], [])], 1);
        RiskBook book = new("x", 100) { Linear = [new("future", 3, 100), new("future", -1, 100)] };
        OpenOrder order = new(new("x", 100) { Linear = [new("future", 1, 100)] }, true);
        var asked = Tail(table, 0.5, 0.5).Evaluate(new([book]) { Orders = [order] });

        var parts = asked.Contributions(Initial);
        Assert.Equal(["future", "open orders"], parts.Select(each => each.Name));
        Assert.Equal((20, 10, 20), Rounded(parts[0].Part));
        Assert.Equal((10, 0, 10), Rounded(parts[1].Part));

        static (double, double, double) Rounded(RiskContribution part) =>
            (Math.Round(part.Component, 9), Math.Round(part.Marginal, 9), Math.Round(part.Incremental, 9));
    }

    [Fact, Trait("Criterion", "VARR-104")]
    public void A_multiple_needs_that_multiple_and_the_shortfall_is_no_less_than_the_quantile() =>
        Prop.ForAll(
                AnyMoves.Weighted.ToArbitrary(),
                AnyMoves.Account.ToArbitrary(),
                Gen.Choose(1, 50).ToArbitrary(),
                (table, account, times) =>
                {
                    var shortfall = Tail(table, 0.9, 0.8);
                    var quantile = shortfall with { Measure = RiskMeasure.ValueAtRisk };
                    foreach (var level in Enum.GetValues<MarginLevelKind>())
                    {
                        var one = shortfall.Of(account).At(level);
                        Assert.True(one >= quantile.Of(account).At(level));
                        Assert.Equal(times * one, shortfall.Of(account.Times(times)).At(level), 1e-9 * times * (1 + one));
                    }
                }
            )
            .Check(Exploration.Of(100));

    [Fact, Trait("Criterion", "VARR-105")]
    public void Two_accounts_together_have_no_larger_shortfall_than_apart() =>
        Prop.ForAll(
                AnyMoves.Weighted.ToArbitrary(),
                AnyAccount.Derivatives.ToArbitrary(),
                AnyAccount.Derivatives.ToArbitrary(),
                (table, one, other) =>
                {
                    var rule = Tail(table, 0.9, 0.8);
                    var apart = rule.Of(one).At(Initial) + rule.Of(other).At(Initial);
                    Assert.True(rule.Of(AnyAccount.Together(one, other)).At(Initial) <= apart + (1e-9 * (1 + apart)));
                }
            )
            .Check(Exploration.Of(100));

    [Fact, Trait("Criterion", "VARR-107")]
    public void A_row_of_weight_two_is_the_row_twice() =>
        Prop.ForAll(
                AnyMoves.Table.ToArbitrary(),
                AnyMoves.Account.ToArbitrary(),
                (table, account) =>
                {
                    MoveTable heavy = new(table.Underlyings, [.. table.Rows.Select((row, i) => row with { Weight = 1 + (i % 2) })], 1);
                    MoveTable twice = new(table.Underlyings, [.. table.Rows, .. table.Rows.Where((_, i) => i % 2 == 1)], 1);
                    var (one, other) = (Tail(heavy, 0.9, 0.8).Evaluate(account), Tail(twice, 0.9, 0.8).Evaluate(account));
                    Assert.Equal(other.Figures(Initial).ValueAtRisk, one.Figures(Initial).ValueAtRisk, 1e-9);
                    Assert.Equal(other.At(Initial), one.At(Initial), 1e-6);
                }
            )
            .Check(Exploration.Of(60));

    [Fact, Trait("Criterion", "VARR-101")]
    public void What_moves_of_an_underlying_are_not_known_is_refused()
    {
        var rule = Tail(new(["btc"], [new("day", [0.1], [])], 1), 0.9, 0.8);

        Assert.False(rule.Covers("eth"));
        Assert.Throws<ArgumentException>(() => rule.Of(new([new("eth", 2_000) { Linear = [new("perpetual", 1, 2_000)] }])));
        Assert.Equal(0, rule.Of(new([new("eth", 2_000) { Collateral = [new("coin", 1, 5)] }])).At(Initial));
    }

    [Theory, Trait("Criterion", "VARR-101")]
    [InlineData(double.NaN, 1)]
    [InlineData(21, 1)]
    [InlineData(0.1, -1)]
    [InlineData(0.1, 0)]
    [InlineData(0.1, double.PositiveInfinity)]
    public void A_table_that_is_none_is_refused(double move, double weight) =>
        Assert.ThrowsAny<ArgumentException>(() => new MoveTable(["btc"], [new("day", [move], []) { Weight = weight }], 1));

    private static ValueAtRiskRule Tail(MoveTable table, double initial, double maintenance) =>
        new("tail", table, RiskMeasure.ExpectedShortfall, initial, maintenance);

    /// <summary>Where two losses are the same but for noise, the two sort them as they please.</summary>
    private static bool IsTied(ReadOnlySpan<double> totals, double noise)
    {
        var sorted = totals.ToArray();
        Array.Sort(sorted);
        return sorted.Zip(sorted.Skip(1)).Any(pair => pair.Second - pair.First < noise);
    }

    private static List<RiskPosition> Positions(ScenarioAccount account)
    {
        var positions = new List<RiskPosition>();
        for (var i = 0; i < account.Books.Count; i++)
        {
            positions.AddRange(account.Books[i].Linear.Select(held => new RiskPosition(held.Quantity, i, held.Price)));
            foreach (var expiry in account.Books[i].Expiries)
            {
                positions.AddRange(
                    expiry.Options.Select(option => new RiskPosition(
                        option.Quantity,
                        i,
                        expiry.Forward,
                        new(option.Type, option.Strike, expiry.Years, option.Volatility, account.Books.Count + i)
                    ))
                );
            }
        }

        return positions;
    }
}
