using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;

namespace Plimsoll.Formats.Tests.Estimates;

/// <summary>Portfolios whose numbers are computed by hand, on the venue of <see cref="Sample"/>.</summary>
public sealed class EstimateTests
{
    /// <summary>Two bitcoin at 59,000: the first 100,000 at 2 %, the rest at 5 %; to open all of it takes the 10 % of the tier it reaches.</summary>
    [Fact]
    public void A_linear_position_in_two_tiers()
    {
        var answer = Sample.AnswerTo(
            """
            balances: {USDT: 10_000}
            positions: [{instrument: BTC, quantity: 2, entry: 60_000}]
            market: {BTC: {mark: 59_000}}
            """
        );

        Assert.Equal(8_000, answer.Number("account.equity"));
        Assert.Equal(-2_000, answer.Number("account.unrealised_pnl"));
        Assert.Equal(2_000 + (18_000 * 0.05m), answer.Number("account.maintenance_margin"));
        Assert.Equal(11_800, answer.Number("account.initial_margin"));
        Assert.Equal(8_000 - 11_800, answer.Number("account.free_collateral"));
        Assert.Equal(8_000m / 2_900, answer.Number("account.margin_ratio"));
        Assert.Equal(14.75m, answer.Number("account.leverage"));
        Assert.Equal(118_000, answer.Number("account.notional"));
        Assert.Equal(new AnswerText("false"), answer.Find("account.is_liquidated"));
        // 10,000 + 2 (p − 60,000) = 5 % · 2 p − 3,000
        Assert.Equal(107_000m / 1.9m, answer.Number("positions.BTC.liquidation_price"), 5);
        Assert.Equal(55_000, answer.Number("positions.BTC.bankruptcy_price"), 5);
    }

    [Fact]
    public void A_short_is_liquidated_above()
    {
        var answer = Sample.AnswerTo(
            """
            balances: {USDT: 1_000}
            positions: [{instrument: ETH, quantity: -1, entry: 3_000}]
            market: {ETH: {mark: 3_000}}
            """
        );

        Assert.Equal((0, 1), (answer.Number("positions.ETH.size_if_bought"), answer.Number("positions.ETH.size_if_sold")));
        // 1,000 + 3,000 − p = 5 % p
        Assert.Equal(4_000m / 1.05m, answer.Number("positions.ETH.liquidation_price"), 5);
        Assert.Equal(4_000, answer.Number("positions.ETH.bankruptcy_price"), 5);
    }

    /// <summary>An inverse short that its coin covers gains on any fall and loses less than it holds on any rise; what roundings do near zero is no price.</summary>
    [Theory, Trait("Criterion", "MARG-030")]
    [InlineData("deribit-inverse-eth", "ETH", 2_851, 10)]
    [InlineData("deribit-inverse", "BTC", 66_250, 1)]
    public void A_short_that_its_coin_covers_has_no_liquidation_price(string model, string coin, int mark, int balance)
    {
        var portfolio = Sample.PortfolioOf(
            $$"""
            at: 2026-11-01
            balances: { {{coin}}: {{balance}} }
            positions: [{instrument: {{coin}}-PERPETUAL, quantity: -10_000}]
            market: { {{coin}}: {index: {{mark}}}, {{coin}}-PERPETUAL: {mark: {{mark}}} }
            """
        );

        var answer = Estimate.Of(ModelCatalog.BuiltIn.Find(model)!, portfolio);

        Assert.IsType<AnswerNothing>(answer.Find($"positions.{coin}-PERPETUAL.liquidation_price"));
        Assert.IsType<AnswerNothing>(answer.Find($"underlyings.{coin}.fall"));
        Assert.IsType<AnswerNothing>(answer.Find($"underlyings.{coin}.rise"));
    }

    /// <summary>While an option's price stands still, a price at which its underlying's future is liquidated would be far from the truth.</summary>
    [Theory, Trait("Criterion", "MARG-030")]
    [InlineData("BTC", true)]
    [InlineData("ETH", false)]
    public void A_future_beside_an_option_that_stands_still_has_no_liquidation_price(string future, bool isOnIt)
    {
        var answer = Sample.AnswerTo(
            $$"""
            at: 2024-12-01
            balances: {USDT: 20_000}
            positions: [{instrument: {{future}}, quantity: 1}, {instrument: BTC-27DEC24-60000-C, quantity: -0.1}]
            market: {BTC: {mark: 59_000, index: 59_010}, ETH: {mark: 30_000}, BTC-27DEC24-60000-C: {mark: 500} }
            """
        );

        var price = answer.Find($"positions.{future}.liquidation_price");
        if (isOnIt)
        {
            Assert.Contains("there are options on it", Assert.IsType<AnswerNothing>(price).Reason, StringComparison.Ordinal);
        }
        else
        {
            Assert.InRange(Assert.IsType<AnswerNumber>(price).Value, 5_000, 25_000);
        }
    }

    /// <summary>Ten thousand dollars of contracts, paid in coin: 10,000 (1/50,000 − 1/40,000) = −0.05 coins, worth 40,000 each.</summary>
    [Fact]
    public void An_inverse_position_on_coin()
    {
        var answer = Sample.AnswerTo(
            """
            positions: [{instrument: BTCUSD, quantity: 10_000, entry: 50_000}]
            market: {BTCUSD: {mark: 40_000}, BTCC: {index: 40_000}}
            """
        );

        Assert.Equal(-0.05m, answer.Number("positions.BTCUSD.unrealised_pnl"));
        Assert.Equal(0.25m, answer.Number("positions.BTCUSD.notional"));
        Assert.Equal(0.0025m, answer.Number("positions.BTCUSD.maintenance_margin"));
        Assert.Equal(-2_000, answer.Number("account.equity"));
        Assert.Equal(100, answer.Number("account.maintenance_margin"));
        Assert.Equal(new AnswerText("true"), answer.Find("account.is_liquidated"));
        Assert.IsType<AnswerNothing>(answer.Find("account.leverage"));
    }

    [Fact]
    public void An_isolated_position_stands_alone()
    {
        var answer = Sample.AnswerTo(
            """
            balances: {USDT: 10_000}
            positions:
              - {instrument: ETH, quantity: 10, entry: 3_000, isolated: 1_600}
              - {instrument: BTC, quantity: 1, entry: 60_000, leverage: 20, isolated: true}
            market: {BTC: {mark: 60_000}, ETH: {mark: 2_990}}
            """
        );

        Assert.Equal((10_000, 0), (answer.Number("account.equity"), answer.Number("account.maintenance_margin")));
        Assert.Equal(1_500, answer.Number("positions.ETH.isolated.equity"));
        Assert.Equal(29_900 * 0.05m, answer.Number("positions.ETH.isolated.maintenance_margin"));
        Assert.Equal(3_000, answer.Number("positions.BTC.isolated.equity"));
        // 1,600 + 10 (p − 3,000) = 5 % · 10 p
        Assert.Equal(28_400m / 9.5m, answer.Number("positions.ETH.liquidation_price"), 5);
        Assert.Equal(2_840, answer.Number("positions.ETH.bankruptcy_price"), 5);
    }

    /// <summary>One long, an order to buy one and orders to sell four: selling all would leave three short, which is the worse side.</summary>
    [Fact]
    public void Orders_count_on_their_worse_side()
    {
        var answer = Sample.AnswerTo(
            """
            balances: {USDT: 10_000}
            positions: [{instrument: ETH, quantity: 1, entry: 3_000}]
            orders:
              - {instrument: ETH, side: buy, quantity: 1}
              - {instrument: ETH, side: sell, quantity: 3}
              - {instrument: ETH, side: sell, quantity: 1}
              - {instrument: ETH, side: sell, quantity: 9, reduce_only: true}
            market: {ETH: {mark: 3_000}}
            """
        );

        Assert.Equal(3 * 3_000 * 0.1m, answer.Number("account.initial_margin"));
        Assert.Equal(3_000 * 0.05m, answer.Number("account.maintenance_margin"));
        Assert.Equal((2, 3), (answer.Number("positions.ETH.size_if_bought"), answer.Number("positions.ETH.size_if_sold")));
    }

    [Fact]
    public void An_order_alone_needs_margin_too() =>
        Assert.Equal(
            300,
            Sample
                .AnswerTo("balances: {USDT: 1}\norders: [{instrument: ETH, side: buy, quantity: 1}]\nmarket: {ETH: {mark: 3_000}}")
                .Number("account.initial_margin")
        );

    /// <summary>Ten coins in full, ten by half, and nothing of the rest; gold less a tenth.</summary>
    [Theory]
    [InlineData("COIN: 5", 500)]
    [InlineData("COIN: 10", 1_000)]
    [InlineData("COIN: 16", 1_300)]
    [InlineData("COIN: 20", 1_500)]
    [InlineData("COIN: 25", 1_500)]
    [InlineData("GOLD: 2", 3_600)]
    [InlineData("USDT: 7, COIN: 20, GOLD: 2", 5_107)]
    [InlineData("USDT: 7, COIN: -3", -293)]
    public void Collateral_counts_by_its_ladder(string balances, int equity) =>
        Assert.Equal(
            equity,
            Sample.AnswerTo($"balances: {{{balances}}}\nmarket: {{COIN: {{index: 100}}, GOLD: {{mark: 2_000}}}}").Number("account.equity")
        );

    [Theory]
    [InlineData("{ETH: {mark: 1}, BTC: {mark: 0}}", "market.BTC.mark: expected a number above 0")]
    [InlineData("{ETH: {mark: 1}, nobody: {mark: 0}}", "market.nobody.mark: expected a number above 0")]
    public void Only_an_option_can_be_worth_nothing(string market, string message)
    {
        var text = $"positions: [{{instrument: ETH, quantity: 1}}]\nmarket: {market}";

        Assert.Contains(message, Sample.Fault(() => Sample.AnswerTo(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_worthless_option_still_takes_margin()
    {
        var answer = Sample.AnswerTo(
            """
            balances: {USDT: 10_000}
            positions: [{instrument: BTC-27DEC24-90000-C, quantity: -1}]
            market: {BTC-27DEC24-90000-C: {mark: 0}, BTC: {index: 50_000}}
            """
        );

        Assert.Equal((5_000, 3_750), (answer.Number("account.initial_margin"), answer.Number("account.maintenance_margin")));
        Assert.Equal(10_000, answer.Number("account.equity"));
    }

    /// <summary>123,457 · (1 ÷ 31,234.5 − 1 ÷ 29,876), of which the default twelve digits would lose two units: the value is rounded twice.</summary>
    [Fact]
    public void Coins_without_stated_decimals_are_carried_further()
    {
        var answer = Sample.AnswerTo(
            """
            positions: [{instrument: BTCUSD, quantity: -123_457, entry: 31_234.5}]
            market: {BTCUSD: {mark: 29_876}, BTCC: {index: 29_876}}
            """
        );

        Assert.Equal(0.17972908082290995m, answer.Number("positions.BTCUSD.unrealised_pnl"), 15);
    }

    /// <summary>One at 20,000 on a balance b, 5 % to keep: b + p − 20,000 = 0.05 p.</summary>
    [Theory]
    [InlineData(1, 1_025, 20_000, 18_975.0 / 0.95)]
    [InlineData(1, 1_950, 20_000, 19_000)]
    [InlineData(1, 1_000, 20_000, 20_000)]
    [InlineData(-1, 2_050, 20_000, 21_000)]
    public void The_liquidation_price_is_where_equity_meets_the_margin(int quantity, int balance, int mark, double shown)
    {
        var answer = Sample.AnswerTo(
            $$"""
            balances: {USDT: {{balance}}}
            positions: [{instrument: ETH, quantity: {{quantity}}, entry: 20_000}]
            market: {ETH: {mark: {{mark}} } }
            """
        );

        var price = answer.Number("positions.ETH.liquidation_price");
        Assert.Equal(shown, (double)price, 5);
        Assert.True(shown != Math.Round(shown) || price == (decimal)shown, $"{price}");
    }

    /// <summary>5,000 out of the money: 15 % of 50,000 less that is under the floor of a tenth; the option's price comes on top.</summary>
    [Theory]
    [InlineData("BTC-27DEC24-55000-C", -1, 5_000 + 500, 3_750 + 500)]
    [InlineData("BTC-27DEC24-52000-C", -1, 5_500 + 500, 3_750 + 500)]
    [InlineData("BTC-27DEC24-48000-C", -2, 2 * (7_500 + 500), 2 * (3_750 + 500))]
    [InlineData("BTC-27DEC24-48000-P", -1, 5_500 + 500, 3_750 + 500)]
    [InlineData("BTC-27DEC24-48000-P", 3, 0, 0)]
    public void Options_are_margined_by_their_formula(string symbol, int quantity, int initial, int maintenance)
    {
        var answer = Sample.AnswerTo(
            $"balances: {{USDT: 20_000}}\npositions: [{{instrument: {symbol}, quantity: {quantity}}}]\nmarket: {{{symbol}: {{mark: 500, index: 50_000}}}}"
        );

        Assert.Equal((initial, maintenance), (answer.Number("account.initial_margin"), answer.Number("account.maintenance_margin")));
        Assert.Equal(20_000 + (quantity * 500), answer.Number("account.equity"));
    }

    [Fact]
    public void Both_sides_of_one_instrument_are_two_positions()
    {
        var answer = Sample.AnswerTo(
            """
            balances: {USDT: 10_000}
            positions:
              - {instrument: ETH, quantity: 2, entry: 2_900}
              - {instrument: ETH, quantity: -1, entry: 3_100}
            market: {ETH: {mark: 3_000}}
            """
        );

        Assert.Equal(10_300, answer.Number("account.equity"));
        Assert.Equal((2 * 150) + 150, answer.Number("account.maintenance_margin"));
        Assert.Equal((2, -1), (answer.Number("positions.ETH.quantity"), answer.Number("positions.ETH#2.quantity")));
    }

    [Fact]
    public void Rules_answer_beside_the_account() =>
        Assert.Equal(3_000, Sample.AnswerTo("facts: {amount: {previous_amount: 0}}").Number("amount.amount"));

    [Theory]
    [InlineData(
        "balances: {DOGE: 1}",
        "p.yaml",
        "unknown_asset",
        "balances.DOGE: sample takes no DOGE as collateral; it takes: BTCC, COIN, GOLD, USDT."
    )]
    [InlineData(
        "balances: {COIN: 1}",
        "p.yaml",
        "missing_price",
        "balances.COIN: there is no index price of COIN under market, to value the balance. Add market.COIN.index."
    )]
    [InlineData(
        "positions: [{instrument: BTCC, quantity: 1}]",
        "p.yaml",
        "unknown_instrument",
        "positions[0].instrument: sample does not list BTCC; it lists: BTC, BTC-{expiry}-{strike}-{right} (btc-options), BTCUSD, ETH. Did you mean BTC?"
    )]
    [InlineData(
        "positions: [{instrument: BTC, quantity: 1}]",
        "p.yaml",
        "missing_price",
        "positions[0].instrument: there is no mark price of BTC under market, to value the position. Add market.BTC.mark."
    )]
    [InlineData(
        "orders: [{instrument: BTC, side: buy, quantity: 1}]",
        "p.yaml",
        "missing_price",
        "orders[0].instrument: there is no mark price of BTC"
    )]
    [InlineData(
        "positions: [{instrument: BTCUSD, quantity: 1}]\nmarket: {BTCUSD: {mark: 1}}",
        "p.yaml",
        "missing_price",
        "there is no index price of BTCC under market, since BTCUSD settles in it. Add market.BTCC.index."
    )]
    [InlineData(
        "positions: [{instrument: BTC-27DEC24-1-C, quantity: 1}]\nmarket: {BTC-27DEC24-1-C: {mark: 1}}",
        "p.yaml",
        "missing_price",
        "since BTC-27DEC24-1-C is an option on it. Add market.BTC.index."
    )]
    [InlineData(
        "facts: {nothing: {}}",
        "p.yaml",
        "unknown_rule",
        "facts.nothing: the model sample has no rule of this name; it has: amount."
    )]
    [InlineData(
        "facts: {amount: {previous: 0}}",
        "p.yaml",
        "unknown_field",
        "facts.amount.previous: there is no such field; known here: previous_amount."
    )]
    [InlineData("balances: {USDT: 1e27}", "p.yaml", "too_large", "have too many digits to be carried exactly")]
    [InlineData("positions: [{instrument: BTC, quantity: 1e20}]\nmarket: {BTC: {mark: 1e20}}", "p.yaml", "too_large", "carried exactly")]
    [InlineData(
        "positions: [{instrument: BTCUSD, quantity: 1, entry: 0}]\nmarket: {BTCUSD: {mark: 1}, BTCC: {index: 1}}",
        "p.yaml",
        "out_of_range",
        "positions[0].entry: an inverse contract has no value at a price of zero"
    )]
    public void What_does_not_fit_the_model_is_told(string portfolio, string name, string code, string message)
    {
        var exception = Assert.Throws<DocumentException>(() =>
            Formats.Estimates.Estimate.Of(Sample.Model, Formats.Portfolios.PortfolioReader.Read(name, portfolio))
        );

        Assert.Contains(exception.Faults, fault => fault.Code == code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.All(exception.Faults, fault => Assert.True(fault.Place.Line > 0));
    }

    [Fact]
    public void Beyond_the_tiers_that_are_known_there_is_no_answer()
    {
        var model = Sample.ModelOf(
            Sample.ModelText.Replace("kind: tiers", "kind: tiers\n    known_up_to: 200_000", StringComparison.Ordinal)
        );

        var message = Sample.Fault(() =>
            Sample.AnswerTo("positions: [{instrument: BTC, quantity: 4}]\nmarket: {BTC: {mark: 60_000}}", model)
        );

        Assert.Contains(
            "positions[0].quantity: the tiers of BTC in sample are known up to 200,000 USDT only. [beyond_known_tiers]",
            message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_model_of_rules_alone_holds_nothing()
    {
        var model = Sample.ModelOf("name: r\nvenue: V\neffective_from: 2024-01-01\n");

        Assert.StartsWith(
            "model.yaml:1:1: r says nothing of margin yet: it has a name, a venue and a date alone. Add numeraire, margins and instruments",
            Sample.Fault(() => Sample.AnswerTo("balances: {USDT: 1}", model)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("2024-12-27", false)]
    [InlineData("2024-12-28", true)]
    public void An_option_that_expired_before_the_portfolio_s_day_is_refused(string at, bool isRefused)
    {
        var portfolio =
            $"{{at: {at}, positions: [{{instrument: BTC-27DEC24-55000-C, quantity: -1}}], market: {{BTC: {{index: 60_000}}, BTC-27DEC24-55000-C: {{mark: 5_100}}}}}}";

        if (isRefused)
        {
            const string Message = "BTC-27DEC24-55000-C has expired: it ended on 2024-12-27, before the portfolio's day, 2024-12-28.";
            Assert.Contains(Message, Sample.Fault(() => Sample.AnswerTo(portfolio)), StringComparison.Ordinal);
        }
        else
        {
            Assert.True(Sample.AnswerTo(portfolio).Number("account.maintenance_margin") > 0);
        }
    }
}
