using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin.Stress;
using Plimsoll.Pricing;
using Plimsoll.Testing;

namespace Plimsoll.Formats.Tests.Estimates;

/// <summary>Portfolios of either kind of margin under moves of prices and volatilities.</summary>
public sealed class PortfolioStressTests
{
    private static readonly Model TenPercent = ModelReader.Read(
        "model.yaml",
        """
        name: harbour
        venue: Harbour
        effective_from: 2026-01-01
        numeraire: USD
        portfolio_margin:
          expiry_hour: 8
          tables: {grid: {range: 10%, steps: 1}}
        instruments:
          BTC-PERP: {settlement: USD, underlying: BTC}
        series:
          BTC options: {symbol: "BTC-{expiry}-{strike}-{right}", kind: option, settlement: USD, underlying: BTC}
        """
    );

    private static readonly Model Standard = ModelReader.Read(
        "model.yaml",
        """
        name: harbour
        venue: Harbour
        effective_from: 2026-01-01
        numeraire: USD
        margins:
          flat: {kind: tiers, rows: [{from: 0, initial: 10%, maintenance: 5%}]}
        instruments:
          BTC: {settlement: USD, underlying: BTC, margin: flat}
          ETH: {settlement: USD, underlying: ETH, margin: flat}
        """
    );

    private static PortfolioStress Of(Model model, string portfolio) => new(model, PortfolioReader.Read("portfolio.yaml", portfolio));

    [Fact, Trait("Criterion", "PMRG-025")]
    public void A_move_costs_what_its_scenario_says()
    {
        const string Portfolio = """
            at: 2026-02-01
            balances: {USD: 20_000}
            positions: [{instrument: BTC-PERP, quantity: 1.5}, {instrument: BTC-27MAR26-55000-P, quantity: -2}]
            market: {BTC: {index: 60_000}, BTC-PERP: {mark: 60_100}, BTC-27MAR26-55000-P: {volatility: 50%, forward: 60_500}}
            """;
        var margin = Estimate.Of(TenPercent, PortfolioReader.Read("portfolio.yaml", Portfolio));

        var cell = Of(TenPercent, Portfolio).After(new([-0.1], 0))!;

        Assert.Equal(((AnswerNumber)margin.Find("portfolio_margin.BTC.worst_loss")!).Value, -cell.Profit, 6);
    }

    /// <summary>Coins held, owed and gained, futures and options that pay in them, each with a forward of its own: scenario and equity must not count anything twice, or by two prices.</summary>
    [Fact, Trait("Criterion", "PMRG-025"), Trait("Criterion", "PMRG-036")]
    public void A_move_costs_what_its_scenario_says_where_contracts_pay_in_the_coin() =>
        Prop.ForAll(
                Gen.Choose(-60, 90).Where(percent => percent != 0).ToArbitrary(),
                Gen.Choose(-20, 20).Four().ToArbitrary(),
                Gen.Choose(40_000, 90_000).Four().ToArbitrary(),
                (percent, held, prices) =>
                {
                    var (faces, calls, puts, coins) = held;
                    var (index, mark, entry, forward) = prices;
                    var text = $$$"""
                        at: 2026-02-01
                        balances: {USD: 1_000_000, BTC: {{{coins / 10m}}}}
                        positions:
                          - {instrument: BTC-27MAR26, quantity: {{{faces}}}_000, entry: {{{entry}}}}
                          - {instrument: BTC-27MAR26-55000-C, quantity: {{{calls / 4m}}}}
                          - {instrument: BTC-27MAR26-55000-P, quantity: {{{puts / 8m}}}}
                          - {instrument: BTC-PERP, quantity: 0.3}
                        market:
                          BTC: {index: {{{index}}}}
                          BTC-PERP: {mark: {{{mark}}}}
                          BTC-27MAR26: {mark: {{{mark}}}}
                          BTC-27MAR26-55000-C: {volatility: 50%, forward: {{{forward}}}}
                          BTC-27MAR26-55000-P: {volatility: 60%, forward: {{{forward}}}}
                        """;
                    var model = PaidInCoin(percent);
                    var margin = Estimate.Of(model, PortfolioReader.Read("portfolio.yaml", text));
                    var change = Of(model, text).After(new([percent / 100.0], 0))!.Profit;
                    var loss = ((AnswerNumber)margin.Find("portfolio_margin.BTC.worst_loss")!).Value;
                    return Math.Abs(loss - Math.Max(0, -change)) < 0.000_01m;
                }
            )
            .Check(Exploration.Of(100));

    [Fact, Trait("Criterion", "PMRG-036")]
    public void An_inverse_future_below_the_index_loses_by_the_index()
    {
        var margin = Estimate.Of(
            PaidInCoin(-14),
            PortfolioReader.Read(
                "portfolio.yaml",
                """
                balances: {USD: 1_000_000}
                at: 2026-02-01
                positions: [{instrument: BTC-27MAR26, quantity: 600_000}]
                market: {BTC: {index: 66_240}, BTC-27MAR26: {mark: 60_000}}
                """
            )
        );

        Assert.Equal(92_736, ((AnswerNumber)margin.Find("portfolio_margin.BTC.worst_loss")!).Value);
    }

    private static Model PaidInCoin(int percent) =>
        ModelReader.Read(
            "model.yaml",
            $$$"""
            name: harbour
            venue: Harbour
            effective_from: 2026-01-01
            numeraire: USD
            assets: {USD: {decimals: 12}, BTC: {decimals: 12}}
            portfolio_margin:
              expiry_hour: 8
              tables: {grid: {moves: [{{{percent}}}%]}}
              hedges: {BTC: BTC}
            instruments:
              BTC-PERP: {settlement: USD, underlying: BTC}
            series:
              BTC options: {symbol: "BTC-{expiry}-{strike}-{right}", kind: option, payoff: inverse, settlement: BTC, underlying: BTC}
              BTC futures: {symbol: "BTC-{expiry}", kind: dated_future, payoff: inverse, settlement: BTC, underlying: BTC, multiplier: 1}
            """
        );

    [Fact, Trait("Criterion", "PMRG-026")]
    public void The_smallest_move_is_where_equity_meets_the_requirement()
    {
        const string Portfolio = """
            balances: {USD: 15}
            positions: [{instrument: BTC-PERP, quantity: 1}]
            market: {BTC: {index: 100}, BTC-PERP: {mark: 100}}
            """;
        var stress = Of(TenPercent, Portfolio);

        var found = stress.SmallestBreak(0.5m, 1)!;

        Assert.Equal(-5 / 90m, found.Prices[0], 6);
        Assert.True(found.IsBroken);
        Assert.False(stress.After(new([0.99 * (double)found.Prices[0]], 0))!.IsBroken);
        Assert.Null(stress.SmallestBreak(0.05m, 1));
        Assert.True(Of(TenPercent, Portfolio.Replace("15", "9", StringComparison.Ordinal)).SmallestBreak(0.5m, 1)!.IsNow);
    }

    [Fact, Trait("Criterion", "VARR-084")]
    public void An_option_keeps_what_its_mark_has_beyond_its_volatility()
    {
        const string Portfolio = """
            at: 2026-02-01
            positions: [{instrument: BTC-27MAR26-60000-C, quantity: 1}]
            balances: {USD: 1_000}
            market: {BTC: {index: 60_000}, BTC-27MAR26-60000-C: {volatility: 50%, mark: 5_000}}
            """;
        var stress = Of(TenPercent, Portfolio);
        var years =
            (new DateTimeOffset(2026, 3, 27, 8, 0, 0, TimeSpan.Zero) - new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)).TotalDays
            / 365;
        double Value(double forward, double volatility) => Black76.Price(OptionType.Call, forward, 60_000, volatility, years, 1);

        Assert.Equal(0, stress.After(new([0], 0))!.Profit);
        Assert.Equal((decimal)(Value(66_000, 0.75) - Value(60_000, 0.5)), stress.After(new([0.1], 0.5))!.Profit, 6);
    }

    /// <summary>Of one future the edge is its liquidation price, found by another search.</summary>
    [Fact, Trait("Criterion", "VARR-085")]
    public void The_edges_of_one_underlying_are_its_lines() =>
        Prop.ForAll(
                Gen.Choose(-40, 40).Where(quantity => quantity != 0).ToArbitrary(),
                Gen.Choose(1, 30).ToArbitrary(),
                (quantity, thousands) =>
                {
                    var text = $$$"""
                        balances: {USD: {{{thousands}}}_000}
                        positions: [{instrument: BTC, quantity: {{{quantity / 10m}}}}]
                        market: {BTC: {mark: 20_000, index: 20_000}}
                        """;
                    var edge = Of(Standard, text).Grid(0.4m, 1).Edges[0];
                    var answer = Estimate.Of(Standard, PortfolioReader.Read("portfolio.yaml", text));
                    var (fall, rise) = (answer.Find("underlyings.BTC.fall"), answer.Find("underlyings.BTC.rise"));
                    return Agree(edge.Fall, fall, -0.95m) && Agree(edge.Rise, rise, 19);
                }
            )
            .Check(Exploration.Of(40));

    [Fact, Trait("Criterion", "VARR-086")]
    public void A_day_moves_each_underlying_by_its_own()
    {
        var stress = Of(
            Standard,
            """
            balances: {USD: 10_000}
            positions: [{instrument: BTC, quantity: 1}, {instrument: ETH, quantity: -10}]
            market: {BTC: {mark: 20_000, index: 20_000}, ETH: {mark: 1_000, index: 1_000}}
            """
        );

        var days = stress.Days(
            ["calm", "2020-03-12"],
            [
                [0.01, -0.4],
                [0.01, 0.05],
            ]
        );

        Assert.Equal(["2020-03-12", "calm"], days.Select(day => day.Name));
        Assert.Equal((-8_500m, 1_500m, 1_125m), (days[0].Cell.Profit, days[0].Cell.Equity, days[0].Cell.MaintenanceMargin));
        Assert.False(days[0].Cell.IsBroken);
        Assert.Equal([0], stress.Grid(0.4m, 1).Volatilities);
    }

    /// <summary>Long and short of equal size feel no common move; parting by a fifth of the price each way breaks them.</summary>
    [Fact, Trait("Criterion", "VARR-083")]
    public void Prices_that_part_break_what_moves_alike()
    {
        var stress = Of(
            Standard,
            """
            balances: {USD: 10_000}
            positions: [{instrument: BTC, quantity: 1}, {instrument: ETH, quantity: -20}]
            market: {BTC: {mark: 20_000, index: 20_000}, ETH: {mark: 1_000, index: 1_000}}
            """
        );

        var apart = stress.SmallestBreakApart(0.4m)!;

        Assert.Null(stress.SmallestBreak(0.4m, 1));
        // 10,000 − 40,000 m = 5 % of 40,000, which stays where one falls as the other rises.
        Assert.Equal([-0.2m, 0.2m], apart.Prices.Select(price => decimal.Round(price, 6)));
    }

    [Fact, Trait("Criterion", "VARR-085")]
    public void Isolated_positions_break_by_themselves_and_are_named()
    {
        var stress = Of(
            Standard,
            """
            balances: {USD: 100_000}
            positions: [{instrument: BTC, quantity: 1}, {instrument: ETH, quantity: 10, leverage: 10, isolated: true}]
            market: {BTC: {mark: 20_000, index: 20_000}, ETH: {mark: 1_000, index: 1_000}}
            """
        );

        Assert.Equal(["ETH"], stress.After(new([-0.2, -0.2], 0))!.Liquidated);
    }

    [Fact]
    public void An_option_that_cannot_be_valued_anew_is_told()
    {
        var exception = Assert.Throws<DocumentException>(() =>
            Of(
                TenPercent,
                """
                at: 2026-02-01
                balances: {USD: 1_000}
                positions: [{instrument: BTC-27MAR26-60000-C, quantity: 1}]
                market: {BTC: {index: 60_000}, BTC-27MAR26-60000-C: {mark: 5_000}}
                """
            )
        );

        Assert.Contains(exception.Faults, fault => fault.Message.Contains("volatility", StringComparison.Ordinal));
    }

    private static bool Agree(decimal? edge, AnswerValue? line, decimal reach) =>
        line is AnswerNumber number && Math.Abs(number.Value) < Math.Abs(reach)
            ? edge is { } found && Math.Abs(found - number.Value) < 0.000_001m
            : edge is null;

    /// <summary>Strangles on two coins: the edge leans, so that the nearest place on it lies between the directions that are followed at first.</summary>
    [Fact, Trait("Criterion", "VARR-083")]
    public void No_smaller_joint_move_breaks_than_the_one_that_is_told()
    {
        var model = ModelCatalog.BuiltIn.Find("deribit-xpm")!;
        var stress = new PortfolioStress(
            model,
            PortfolioReader.Read(
                "two.yaml",
                """
                at: 2026-11-01T12:00:00Z
                balances: {USDC: 60_000, BTC: 0.5}
                positions:
                  - {instrument: BTC-27NOV26-95000-C, quantity: -2}
                  - {instrument: BTC-27NOV26-65000-P, quantity: -2}
                  - {instrument: ETH-27NOV26-3600-C, quantity: -40}
                  - {instrument: ETH-27NOV26-2200-P, quantity: -40}
                  - {instrument: ETH-PERPETUAL, quantity: 20_000, entry: 2_900}
                market:
                  BTC: {index: 80_000}
                  ETH: {index: 2_850}
                  USDC: {index: 1}
                  ETH-PERPETUAL: {mark: 2_851}
                  BTC-27NOV26-95000-C: {volatility: 49%}
                  BTC-27NOV26-65000-P: {volatility: 58%}
                  ETH-27NOV26-3600-C: {volatility: 68%}
                  ETH-27NOV26-2200-P: {volatility: 75%}
                """
            )
        );

        var told = stress.SmallestBreak(0.4m, 1)!;
        var severity = Severity((double)told.Prices[0], (double)told.Volatility);

        Assert.True(told.IsBroken);
        Assert.InRange(severity, 0.96, 0.9615);
        for (var v = 0.0; v <= 0.12; v += 0.005)
        {
            // A thousandth of a thousandth inside the ellipse nothing breaks, wherever on it.
            var p = -0.4 * Math.Sqrt(Math.Pow(severity * 0.999999, 2) - (v * v));
            Assert.False(stress.After(Shock.Alike(2, p, v))!.IsBroken, $"{p} {v}");
        }

        static double Severity(double price, double volatility) => Math.Sqrt((price / 0.4 * (price / 0.4)) + (volatility * volatility));
    }
}
