using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Tests.Estimates;

/// <summary>What an option is worth belongs to its holder, whether the venue counts it for margin or not, and whatever was paid for it.</summary>
public sealed class OptionValueTests
{
    [Theory]
    [InlineData("excluded", -2, "", 2.0, 1.0)]
    [InlineData("excluded", 2, "", 2.0, 3.0)]
    [InlineData("excluded", -2, ", entry: 0.6", 2.0, 1.0)]
    [InlineData("counted", -2, "", 1.0, 1.0)]
    [InlineData("counted", 2, "", 3.0, 3.0)]
    [InlineData("counted", 2, ", entry: 0.6", 3.0, 3.0)]
    public void Equity_and_what_closing_would_leave(string rule, int quantity, string entry, double equity, double liquidation)
    {
        var answer = AnswerOf(rule, quantity, entry);

        Assert.Equal((decimal)equity, answer.Number("account.equity"));
        Assert.Equal((decimal)liquidation, answer.Number("account.net_liquidation_value"));
    }

    /// <summary>Sold at 0.6 and worth 0.5: two of them have earned 0.2. Without an entry nobody knows.</summary>
    [Theory]
    [InlineData("excluded")]
    [InlineData("counted")]
    public void Profit_is_told_where_the_entry_is(string rule)
    {
        var told = AnswerOf(rule, -2, ", entry: 0.6");
        var untold = AnswerOf(rule, -2, "");

        Assert.Equal(0.2m, told.Number("account.unrealised_pnl"));
        Assert.Equal(0.2m, Position(told, "unrealised_pnl"));
        Assert.Equal(0, untold.Number("account.unrealised_pnl"));
        Assert.Null(Position(untold, "unrealised_pnl"));
    }

    /// <summary>Of an option the underlying's, whichever model margins it: linear or in the coin, by itself or in a portfolio.</summary>
    [Theory]
    [InlineData("deribit-linear", "BTC_USDC-27NOV26-70000-C", "USDC", 500, 132_480)]
    [InlineData("deribit-inverse", "BTC-27NOV26-70000-C", "BTC", 0.0075, 2)]
    [InlineData("deribit-pm", "BTC-27NOV26-70000-C", "BTC", 0.0075, 2)]
    [InlineData("derive-pmrm-2", "BTC-27NOV26-70000-C", "USDC", 500, 132_480)]
    public void The_notional_of_an_option_is_its_underlyings(string model, string symbol, string asset, double mark, double notional)
    {
        var text = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $$"""
            at: 2026-11-01
            balances: { {{asset}}: {{notional * 2}} }
            positions: [{instrument: {{symbol}}, quantity: -2}]
            market:
              BTC: {index: 66_240}
              {{symbol}}: {mark: {{mark}}, volatility: 50%, forward: 66_500}
            """
        );

        var answer = Estimate.Of(ModelCatalog.BuiltIn.Find(model)!, PortfolioReader.Read("p.yaml", text));

        Assert.Equal((decimal)notional, answer.Number("account.notional"));
        Assert.Equal(
            (decimal)notional,
            Assert.IsType<AnswerNumber>(((answer["positions"] as Answer)?[symbol] as Answer)?["notional"]).Value
        );
        Assert.Equal((decimal)notional / answer.Number("account.equity"), answer.Number("account.leverage"));
    }

    private static decimal? Position(Answer answer, string part) =>
        (((answer["positions"] as Answer)?["BTC-27NOV26-50000-C"] as Answer)?[part] as AnswerNumber)?.Value;

    private static Answer AnswerOf(string rule, int quantity, string entry)
    {
        var model = $$"""
            name: harbour
            venue: Harbour
            effective_from: 2026-05-01
            numeraire: BTC
            assets:
              BTC: {decimals: 8}
            account:
              option_value: {{rule}}
            margins:
              options:
                kind: option_formula
                call: {base: 0.15, floor: 0.10, maintenance: 0.075}
                put: {base: 0.15, floor: 0.10, maintenance: 0.075}
            series:
              options: {symbol: "BTC-{expiry}-{strike}-{right}", kind: option, payoff: inverse, settlement: BTC, underlying: BTC, margin: options}
            """;
        var portfolio = $$"""
            balances: {BTC: 2}
            positions: [{instrument: BTC-27NOV26-50000-C, quantity: {{quantity}}{{entry}} }]
            market: {BTC: {index: 100_000}, BTC-27NOV26-50000-C: {mark: 0.5} }
            """;
        return Estimate.Of(ModelReader.Read("model.yaml", model), PortfolioReader.Read("portfolio.yaml", portfolio));
    }
}
