using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Models;

namespace Plimsoll.Formats.Tests.Models;

/// <summary>The profiles say what their venues' pages say, and nothing that nobody established.</summary>
public sealed class BuiltInModelTests
{
    private static readonly Model[] All = [.. ModelCatalog.BuiltIn.Names.SelectMany(ModelCatalog.BuiltIn.VersionsOf)];

    [Fact]
    public void Every_profile_says_what_it_does_not_know() => Assert.All(All, model => Assert.NotEmpty(model.Unknown));

    [Fact]
    public void Every_symbol_of_Binance_has_its_largest_position()
    {
        var margin = ModelCatalog.BuiltIn.Find("binance-usdm")!.Margin!;

        Assert.Equal(349, margin.Instruments.Count);
        Assert.All(margin.Instruments.Values, instrument => Assert.True(instrument.Schedule!.Has("largest"), instrument.Name));
    }

    [Theory]
    [InlineData("binance-usdm", "BTCUSDT", 27_000, 66_000, null)]
    [InlineData("binance-usdm", "BTCUSDT", 100_000, 66_000, "Binance USD-M allows no position in BTCUSDT beyond 1,800,000,000 USDT.")]
    [InlineData("kraken-futures", "PF_ETHUSD", 16_001, 2_500, "Kraken Futures allows no position in PF_ETHUSD beyond 16,000 contracts.")]
    public void Positions_that_the_venue_does_not_allow_are_refused(string name, string symbol, int quantity, int mark, string? message)
    {
        var model = ModelCatalog.BuiltIn.Find(name)!;
        var portfolio = $"{{positions: [{{instrument: {symbol}, quantity: {quantity}}}], market: {{{symbol}: {{mark: {mark}}}}}}}";

        if (message is null)
        {
            Assert.True(Sample.AnswerTo(portfolio, model).Number("account.maintenance_margin") > 0);
        }
        else
        {
            Assert.Contains(message, Sample.Fault(() => Sample.AnswerTo(portfolio, model)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bitcoin_beside_dollars_has_no_answer_at_Binance()
    {
        const string Portfolio =
            "{balances: {BTC: 1}, positions: [{instrument: BTCUSDT, quantity: 1}], market: {BTC: {index: 60_000}, BTCUSDT: {mark: 60_000}}}";

        var fault = Assert.Single(Sample.Faults(() => Sample.AnswerTo(Portfolio, ModelCatalog.BuiltIn.Find("binance-usdm"))));

        Assert.Equal("unknown_haircut", fault.Code);
    }

    [Theory]
    [InlineData("{USDT: 105}", "true")]
    [InlineData("{USDT: 105.01}", "false")]
    public void Portfolio_margin_of_Binance_liquidates_at_105_percent(string balances, string isLiquidated)
    {
        var model = ModelCatalog.BuiltIn.Find("binance-pm")!;

        var answer = Sample.AnswerTo(
            $"{{balances: {balances}, positions: [{{instrument: BTCUSDT, quantity: 0.5}}], market: {{BTCUSDT: {{mark: 50_000}}}}}}",
            model
        );

        Assert.Equal(100, answer.Number("account.maintenance_margin"));
        Assert.Equal(isLiquidated, Assert.IsType<AnswerText>(answer.Find("account.is_liquidated")).Text);
    }

    /// <summary>OKX's token X: 120 million at 85 %, then the rungs of its notice and steps of three points.</summary>
    [Fact]
    public void The_ladder_of_a_notice_goes_on_in_constant_steps()
    {
        var asset = ModelCatalog.BuiltIn.Find("okx")!.Margin!.Assets["X"];

        Assert.Equal((120_000_000m, 0.15m), asset.Ladder[0]);
        Assert.Equal((370_000_000m, 0.27m), asset.Ladder[3]);
        Assert.Equal((490_000_000m, 0.30m), asset.Ladder[4]);
        Assert.True(asset.Ladder[^1].Haircut < 1 && asset.Ladder[^1].Haircut + 0.03m >= 1);
    }

    /// <summary>Rules whose facts are alike everywhere can be asked of every profile that has them: none waits for a parameter.</summary>
    [Theory]
    [InlineData("staged_close_out", "{equity: 1, maintenance_margin: 2, size: 10, notional: 1_000_000}", "size_closed")]
    [InlineData("premium_funding", "{premium: 0.0002}", "interval_rate")]
    [InlineData("damped_premium_funding", "{mark: 50_100, index: 50_000}", "funding_rate")]
    [InlineData("median_mark", "{index: 50_000, basis_samples: [10]}", "mark")]
    [InlineData("smoothed_basis_mark", "{samples: [{index: 50_000, last: 50_010}]}", "mark")]
    [InlineData("margin_zones", "{equity: 3, maintenance_margin: 2}", "margin_ratio")]
    [InlineData("isolated_rate_liquidation_price", "{size: 1, entry: 100, margin: 0.001, maintenance: 1%}", "liquidation_price")]
    [InlineData("discount_ladder", "{tier: 4}", "rate")]
    [InlineData("paced_liquidation", "{size: 20, quote: -2_000, collateral: 50, price: 100}", "steps[0].margin_shortage")]
    [InlineData("limited_liquidation_size", null, "")]
    public void A_rule_that_profiles_share_is_complete_in_each(string kind, string? facts, string output)
    {
        var holders = All.SelectMany(model => model.Rules.Where(rule => rule.Kind.Name == kind).Select(rule => (model, rule.Name)))
            .ToArray();

        Assert.NotEmpty(holders);
        foreach (var (model, rule) in facts is null ? [] : holders)
        {
            var answer = Sample.AnswerTo($"{{facts: {{{rule}: {facts}}}}}", model);
            Assert.True(answer.Find($"{rule}.{output}") is AnswerNumber, $"{model.FileName}: {rule}");
        }
    }

    /// <summary>The liquidation of Hyperliquid: a fifth of a large position, everything after that, and the vault below two thirds.</summary>
    [Theory]
    [InlineData("equity: 900", "a fifth in the book")]
    [InlineData("equity: 900, done: [a fifth in the book]", "everything in the book")]
    [InlineData("equity: 666, done: [a fifth in the book]", "backstop vault takes positions and margin")]
    public void Hyperliquid_closes_a_fifth_first(string facts, string stage)
    {
        var model = ModelCatalog.BuiltIn.Find("hyperliquid")!;

        var answer = Sample.AnswerTo(
            $"{{facts: {{liquidation: {{{facts}, maintenance_margin: 1_000, size: 4, notional: 200_000}}}}}}",
            model
        );

        Assert.Equal(stage, Assert.IsType<AnswerText>(answer.Find("liquidation.stage")).Text);
    }

    /// <summary>Case 0 of Mango's own test_health1: the profile's weights are those of the test.</summary>
    [Fact]
    public void Health_of_Mango_is_that_of_its_own_test()
    {
        var model = ModelCatalog.BuiltIn.Find("mango-v4")!;

        var answer = Sample.AnswerTo(
            """
            facts:
              health:
                tokens:
                  QUOTE: {balance: 100, price: 1}
                  COIN: {balance: -10, price: 5}
                  OTHER: {balance: 0, price: 10}
                perpetuals:
                  PERP: {lots: 3, quote: -131, price: 5, bid_lots: 7, ask_lots: 11}
                markets:
                  COIN/QUOTE: {reserved_base: 15, reserved_quote: 20}
                  OTHER/QUOTE: {reserved_base: 0, reserved_quote: 0}
            """,
            model
        );

        Assert.Equal(16.2m, answer.Number("health.health.initial"));
    }

    /// <summary>A short call of Derive, 5 % out of the money: the isolated margin of the paper is max(15 % − 5 %, 13 %) of spot beside its value.</summary>
    /// <summary>The same holdings as a portfolio and as the facts of the rule.</summary>
    [Fact, Trait("Criterion", "PMRG-032")]
    public void Derive_with_options_margins_as_its_rule_does()
    {
        var portfolio = Sample.AnswerTo(
            """
            at: 2026-11-01T08:00:00Z
            balances: {USDC: 20_000, ETH: 2}
            positions:
              - {instrument: BTC-27NOV26-70000-C, quantity: -2}
              - {instrument: BTC-27NOV26-75000-C, quantity: 1}
              - {instrument: BTC-25DEC26-60000-P, quantity: -1}
              - {instrument: BTC-PERP, quantity: 0.1, entry: 66_000}
            market:
              BTC: {index: 66_240}
              ETH: {index: 2_500}
              BTC-PERP: {mark: 66_250}
              BTC-27NOV26-70000-C: {volatility: 48%, forward: 66_500}
              BTC-27NOV26-75000-C: {volatility: 50%}
              BTC-25DEC26-60000-P: {volatility: 55%, forward: 66_900}
            """,
            ModelCatalog.BuiltIn.Find("derive-srm-options")!
        );
        var rule = Sample.AnswerTo(
            """
            facts:
              portfolio:
                cash: 20_000
                underlyings:
                  BTC:
                    spot: 66_240
                    perpetual_price: 66_250
                    expiries: [{seconds: 2_246_400, forward: 66_500}, {seconds: 4_665_600, forward: 66_900}]
                  ETH: {spot: 2_500}
                options:
                  - {underlying: BTC, seconds: 2_246_400, strike: 70_000, is_call: true, quantity: -2, volatility: 0.48}
                  - {underlying: BTC, seconds: 2_246_400, strike: 75_000, is_call: true, quantity: 1, volatility: 0.5}
                  - {underlying: BTC, seconds: 4_665_600, strike: 60_000, is_call: false, quantity: -1, volatility: 0.55}
                perpetuals: {BTC: {quantity: 0.1, unrealised_profit: 25}}
                collateral: {ETH: 2}
            """,
            ModelCatalog.BuiltIn.Find("derive-srm")!
        );

        decimal Left(string margin) =>
            ((AnswerNumber)portfolio.Find("account.equity")!).Value - ((AnswerNumber)portfolio.Find($"account.{margin}")!).Value;
        Assert.Equal(((AnswerNumber)rule.Find("portfolio.initial_margin")!).Value, Left("initial_margin"), 6);
        Assert.Equal(((AnswerNumber)rule.Find("portfolio.maintenance_margin")!).Value, Left("maintenance_margin"), 6);
    }

    [Fact]
    public void Options_of_Derive_are_margined_by_the_rule()
    {
        var model = ModelCatalog.BuiltIn.Find("derive-srm")!;

        var answer = Sample.AnswerTo(
            """
            facts:
              portfolio:
                cash: 1_000
                underlyings: {BTC: {spot: 100, expiries: [{seconds: 2_592_000, forward: 100}]}}
                options: [{underlying: BTC, seconds: 2_592_000, strike: 105, is_call: true, quantity: -1, volatility: 0.5}]
            """,
            model
        );

        var isolated = answer.Number("portfolio.isolated_initial_margin") - answer.Number("portfolio.isolated_maintenance_margin");
        Assert.Equal(-4, isolated, 9);
    }
}
