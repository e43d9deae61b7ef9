using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Pricing;

namespace Plimsoll.Tests.Margin.Scenarios;

/// <summary>Worked numbers, at expiry where options are in play: there an option is worth its payoff and can be checked by hand.</summary>
public sealed class ScenarioMarginTests
{
    private static readonly ScenarioTable TenPercent = new("moves", [new(0.9, VolatilityMove.None), new(1.1, VolatilityMove.None)]);

    private static RiskBook Future(double quantity, double price = 100, string underlying = "btc") =>
        new(underlying, price) { Linear = [new("future", quantity, price)] };

    private static RiskBook Options(double seconds, params BookOption[] options) =>
        new("btc", 100) { Expiries = [new(seconds, 100, options)] };

    private static BookOption Call(double strike, double quantity) => new("call", OptionType.Call, strike, quantity, 0.5);

    private static NettingUnit Unit(PortfolioMarginModel model, params RiskBook[] books) =>
        ScenarioMargin.Evaluate(model, new(books)).Units[0];

    [Theory, Trait("Criterion", "PMRG-010")]
    [InlineData(0, 18.5)]
    [InlineData(15, 24.5)]
    public void Scenarios_and_charges_come_to_a_requirement(double floor, double expected)
    {
        var model = new PortfolioMarginModel([TenPercent])
        {
            InitialFactor = 1.5,
            Charges =
            [
                new NotionalCharge("share", ChargeStage.WithScenarios, ChargeLevels.Both, 0.01),
                new NotionalCharge("floor", ChargeStage.Floor, ChargeLevels.Both, floor) { IsByPiece = true },
                new NotionalCharge("plain", ChargeStage.Plain, ChargeLevels.Initial, 2) { IsByPiece = true },
            ],
        };

        var margin = ScenarioMargin.Evaluate(model, new([Future(-1)]));

        Assert.Equal(expected, margin.Requirement(MarginLevelKind.Initial), 12);
        Assert.Equal(Math.Max(11, floor), margin.Requirement(MarginLevelKind.Maintenance), 12);
    }

    [Fact, Trait("Criterion", "PMRG-011")]
    public void Volatility_moves_more_for_options_that_end_soon()
    {
        var legacy = new VolatilityShock(0.4, 0.4)
        {
            ShortPower = 0.5,
            LongPower = 0.5,
            IsInPoints = true,
        };
        Assert.Equal(1 + 0.565685424949238, legacy.Shocked(1, VolatilityMove.Up, legacy.Term(15 * RiskBook.SecondsOfDay)), 14);
        Assert.Equal(0, legacy.Shocked(0.3, VolatilityMove.Down, legacy.Term(15 * RiskBook.SecondsOfDay)));

        var law = new VolatilityShock(0.5, 2)
        {
            ShortPower = 0.3,
            LongPower = 0.13,
            FloorDays = 1,
            LeastUp = 0.45,
        };
        var month = 30 * RiskBook.SecondsOfDay;
        Assert.Equal(1, law.Term(month), 15);
        Assert.True(law.Term(month + 1) < 1 && law.Term(month - 1) > 1);
        Assert.Equal(law.Term(RiskBook.SecondsOfDay), law.Term(RiskBook.SecondsOfDay / 2));
        Assert.Equal(0.45, law.Shocked(0.1, VolatilityMove.Up, 1));
        Assert.Equal(0, law.Shocked(0.1, VolatilityMove.Down, 1)); // never below zero, though the share is two
    }

    [Fact, Trait("Criterion", "PMRG-033")]
    public void The_least_shock_upward_is_one_of_the_shock_and_not_of_the_volatility()
    {
        var law = new VolatilityShock(0.4, 0.22)
        {
            ShortPower = 0.3,
            LongPower = 0.13,
            FloorDays = 1,
            LeastUpShock = 0.4,
        };
        var (far, near) = (law.Term(120 * RiskBook.SecondsOfDay), law.Term(7.5 * RiskBook.SecondsOfDay));

        Assert.True(0.4 * far < 0.4);
        Assert.Equal(0.7, law.Shocked(0.5, VolatilityMove.Up, far), 15);
        Assert.Equal(0.14, law.Shocked(0.1, VolatilityMove.Up, far), 15); // a floor of the volatility would make it 0.4
        Assert.Equal(0.5 * (1 + (0.4 * Math.Pow(4, 0.3))), law.Shocked(0.5, VolatilityMove.Up, near), 14);
        Assert.Equal(0.5 * (1 - (0.22 * far)), law.Shocked(0.5, VolatilityMove.Down, far), 15);
        Assert.Equal(0.9, (law with { IsInPoints = true }).Shocked(0.5, VolatilityMove.Up, far), 15);
    }

    [Fact, Trait("Criterion", "PMRG-012")]
    public void An_inverse_contract_is_counted_in_the_coin()
    {
        var table = new ScenarioTable("moves", [new(0.8, VolatilityMove.None), new(1.25, VolatilityMove.None)]);
        var scaled = new ScenarioTable("far", [new(0.34, VolatilityMove.None), new(3, VolatilityMove.None)]) { Scaling = new(0.18, 1, 0) };
        var book = Future(1) with { IsInCoin = true };

        Assert.Equal([-0.25, 0.2], Unit(new([table]), book).Scenarios.Select(row => Math.Round(row.Counted, 14)));
        Assert.Equal(
            [Math.Round(-0.18 / 0.82, 14), Math.Round(0.18 / 1.18, 14)],
            Unit(new([scaled]), book).Scenarios.Select(row => Math.Round(row.Counted, 14))
        );
        var dampened = scaled with { Scaling = new(0.18, 1, 1e9) };
        Assert.All(Unit(new([dampened]), book).Scenarios, row => Assert.Equal(0, row.Counted));
    }

    [Fact, Trait("Criterion", "PMRG-013")]
    public void A_skew_row_never_gains()
    {
        var model = Schemes.Derive with { Discount = null, Basis = null, Tables = [Schemes.Derive.Tables[2]] };
        var wing = Unit(model, Options(30 * RiskBook.SecondsOfDay, Call(140, 1)));

        Assert.All(wing.Scenarios, row => Assert.True(row.Counted < -0.01));
        Assert.Equal(
            wing.Scenarios.Select(row => row.Counted),
            Unit(model, Options(30 * RiskBook.SecondsOfDay, Call(140, -1))).Scenarios.Select(row => row.Counted)
        );
        Assert.All(Unit(model, Options(30 * RiskBook.SecondsOfDay, Call(100, 1))).Scenarios, row => Assert.Equal(0, row.Counted, 13));
    }

    [Fact, Trait("Criterion", "PMRG-014")]
    public void What_is_worth_something_counts_less_and_what_is_owed_more()
    {
        var model = new PortfolioMarginModel([new("still", [new(1, VolatilityMove.None)])])
        {
            Discount = new(new(0.95, 0, 0), new(1.04, 0, 0)),
        };

        Assert.Equal(5, Unit(model, Options(0, Call(50, 2))).WorstLoss, 12);
        Assert.Equal(0, Unit(model, Options(0, Call(50, -2))).WorstLoss, 12); // no more than undoes the interest, of which there is none

        var interest = model with { IsInterestDiscounted = true };
        var book = new RiskBook("btc", 100)
        {
            Expiries = [new(RiskBook.SecondsOfYear, 100, [new("call", OptionType.Call, 50, -2, 0)]) { Rate = 1 }],
        };
        Assert.Equal(4 * Math.Exp(-1), Unit(interest, book).WorstLoss, 9);
    }

    [Fact, Trait("Criterion", "PMRG-015")]
    public void What_is_averaged_already_moves_no_more()
    {
        var model = new PortfolioMarginModel([new("up", [new(1.1, VolatilityMove.None)])]) { AveragingSeconds = 1800 };
        BookOption forward = new("forward", OptionType.Call, 50, -1, 0);

        Assert.Equal(5, Unit(model, Options(900, forward)).WorstLoss, 12);
        Assert.Equal(10, Unit(model, Options(1800, forward)).WorstLoss, 12);
        Assert.Equal(
            0,
            Unit(model, new RiskBook("btc", 100) { Expiries = [new(1800, 100, [forward]) { FixedForward = 100 }] }).WorstLoss,
            12
        );
    }

    [Theory, Trait("Criterion", "PMRG-020")]
    [InlineData(BookNetting.SameScenario, 0.6, 5.2)]
    [InlineData(BookNetting.SameScenario, 0, 10)]
    [InlineData(BookNetting.PerUnderlying, 1, 18)]
    public void Underlyings_offset_each_other_by_a_share(BookNetting netting, double weight, double expected)
    {
        var model = new PortfolioMarginModel([TenPercent]) { Netting = netting, Gains = new(weight, double.PositiveInfinity) };

        // Long one at 100, short 0.8 of the other: down, −10 and +8; up, +10 and −8.
        var margin = ScenarioMargin.Evaluate(model, new([Future(1), Future(-0.8, underlying: "eth")]));

        Assert.Equal(expected, margin.Requirement(MarginLevelKind.Initial), 12);
    }

    [Fact, Trait("Criterion", "PMRG-021")]
    public void Span_has_sixteen_scenarios()
    {
        var table = SpanScenarios.Table(30_000, 3, 0.33, 0);

        Assert.Equal(16, table.Rows.Count);
        Assert.Equal([0, 0, 10_000, 10_000, -10_000, -10_000], table.Rows.Take(6).Select(row => row.Factor));
        Assert.Equal([90_000, -90_000], table.Rows.Skip(14).Select(row => row.Factor));
        Assert.Equal(30_000, Unit(new([table]), Future(1, 200_000)).WorstLoss, 9);
        Assert.Equal(60_000, Unit(new([table]), Future(-2, 200_000)).WorstLoss, 9);
    }

    [Fact, Trait("Criterion", "PMRG-021")]
    public void Opposite_deltas_of_two_underlyings_are_credited()
    {
        var model = new PortfolioMarginModel([TenPercent]) { Credits = [new("btc", 1, "eth", 2, 0.5)] };

        // One at 1,000 risks 100, two at 500 risk 50 each.
        var margin = ScenarioMargin.Evaluate(model, new([Future(1, 1_000), Future(-2, 500, "eth")]));

        Assert.Equal(100, margin.Credits[0].Amount, 12);
        Assert.Equal(100, margin.Requirement(MarginLevelKind.Initial), 12);
        Assert.Empty(ScenarioMargin.Evaluate(model, new([Future(1, 1_000), Future(2, 500, "eth")])).Credits);
    }

    [Fact, Trait("Criterion", "PMRG-006")]
    public void Forwards_that_move_alone_hurt_every_expiry()
    {
        var model = new PortfolioMarginModel([TenPercent]) { Basis = new("forwards", 1.05, 0.95, 0.5, 2) };
        var book = new RiskBook("btc", 100)
        {
            Expiries =
            [
                new(0, 100, [new("near", OptionType.Call, 50, 1, 0)]),
                new(RiskBook.SecondsOfYear, 100, [new("far", OptionType.Call, 50, -1, 0)]),
            ],
        };

        var unit = Unit(model, book);

        Assert.Equal(-((5 * 0.5) + (5 * 2.5)), unit.Basis!.Counted, 12);
        Assert.Equal(-1, unit.WorstIndex);
    }
}
