using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Tests.Portfolios;

public sealed class PortfolioReaderTests
{
    private const string Text = """
        name: p
        model: sample
        at: 2024-06-01
        balances: {USDT: 10_000, COIN: -1}
        positions:
          - {instrument: BTC, quantity: -2, entry: 60_000, leverage: 10}
          - {instrument: ETH, quantity: 1, isolated: 500}
        orders:
          - {instrument: BTC, side: sell, quantity: 1, price: 61_000, reduce_only: true}
        market:
          BTC: {mark: 60_000, index: 60_010, fall: 10%}
        """;

    [Fact]
    public void A_portfolio_is_what_was_typed()
    {
        var portfolio = Sample.PortfolioOf(Text);

        Assert.Equal(("p", "sample"), (portfolio.Name, portfolio.ModelName));
        Assert.Equal([("USDT", 10_000m), ("COIN", -1m)], portfolio.Balances);
        Assert.Equal(
            (-2m, 60_000m, 10m, false),
            (
                portfolio.Positions[0].Quantity,
                portfolio.Positions[0].Entry,
                portfolio.Positions[0].Leverage,
                portfolio.Positions[0].IsIsolated
            )
        );
        Assert.Equal((500m, true), (portfolio.Positions[1].Isolated, portfolio.Positions[1].IsIsolated));
        Assert.Equal((-1m, 61_000m, true), (portfolio.Orders[0].Quantity, portfolio.Orders[0].Price, portfolio.Orders[0].IsReduceOnly));
    }

    [Fact]
    public void Prices_fall_before_they_are_looked_at()
    {
        var quote = Sample.PortfolioOf(Text).Market["BTC"];

        Assert.Equal((54_000m, 54_009m), (quote.Mark, quote.Index));
    }

    /// <summary>Percent is for shares; the price of 66,250 % would be 662.5.</summary>
    [Theory]
    [InlineData("quantity: -2", "quantity: 50%", "positions[0].quantity")]
    [InlineData("entry: 60_000", "entry: 60_000%", "positions[0].entry")]
    [InlineData("leverage: 10", "leverage: 1000%", "positions[0].leverage")]
    [InlineData("mark: 60_000", "mark: 60_000%", "market.BTC.mark")]
    [InlineData("index: 60_010", "index: 60_010 %", "market.BTC.index")]
    [InlineData("USDT: 10_000", "USDT: 10_000%", "balances.USDT")]
    [InlineData("price: 61_000", "price: 61_000%", "orders[0].price")]
    public void An_amount_is_no_share(string there, string instead, string path)
    {
        var fault = Assert.Single(Sample.Faults(() => Sample.PortfolioOf(Text.Replace(there, instead, StringComparison.Ordinal))));

        Assert.Equal(("not_a_share", path), (fault.Code, fault.Path));
    }

    [Theory]
    [InlineData("entry: 60_000", "entry: 60,000", "write _ between thousands, such as 66_250")]
    [InlineData("index: 60_010", "volatility: 50", "If 50 percent is meant, write 50% or 0.5.")]
    [InlineData("index: 60_010", "rate: 400", "If 400 percent is meant, write 400% or 4.")]
    public void What_was_probably_meant_is_told(string there, string instead, string advice) =>
        Assert.Contains(
            Sample.Faults(() => Sample.PortfolioOf(Text.Replace(there, instead, StringComparison.Ordinal))),
            fault => fault.Advice.Contains(advice, StringComparison.Ordinal)
        );

    [Fact]
    public void A_schema_for_the_editor_is_no_fault() =>
        Assert.Equal("p", Sample.PortfolioOf("{\"$schema\": \"x.json\", \"name\": \"p\"}").Name);

    [Fact]
    public void Nothing_is_a_portfolio_too() => Assert.False(Sample.PortfolioOf("name: empty").HasHoldings);

    [Theory]
    [InlineData(
        "quantity: -2",
        "quantity: two",
        "portfolio.yaml:6:33: positions[0].quantity: expected a number, found \"two\". [not_a_number]"
    )]
    [InlineData(
        "instrument: BTC, quantity",
        "instrumnet: BTC, quantity",
        "positions[0].instrumnet: there is no such field; known here: instrument, quantity, entry, leverage, isolated, added_margin. Did you mean instrument?"
    )]
    [InlineData(
        ", quantity: -2",
        "",
        "positions[0]: the field quantity is missing: contracts: above zero is long, below zero short. [missing_field]"
    )]
    [InlineData("entry: 60_000", "entry: -1", "positions[0].entry: expected a number of at least 0, found -1. [out_of_range]")]
    [InlineData("leverage: 10", "leverage: 0.5", "positions[0].leverage: expected a number from 1 to 1000, found 0.5. [out_of_range]")]
    [InlineData(
        "isolated: 500",
        "isolated: true",
        "positions[1].isolated: an isolated position needs its margin, or a leverage to derive it from. Write isolated: 100, or add leverage: 10. [missing_field]"
    )]
    [InlineData(
        "isolated: 500",
        "isolated: maybe",
        "positions[1].isolated: expected true, false or an amount of margin, zero or more, found \"maybe\". [not_isolated]"
    )]
    [InlineData(
        "isolated: 500",
        "isolated: -5",
        "positions[1].isolated: expected true, false or an amount of margin, zero or more, found \"-5\". [not_isolated]"
    )]
    [InlineData("side: sell", "side: short", "orders[0].side: expected one of buy, sell, found \"short\". [not_a_choice]")]
    [InlineData("quantity: 1, price", "quantity: -1, price", "orders[0].quantity: expected a number above 0, found -1. [out_of_range]")]
    [InlineData("mark: 60_000", "mark: -1", "market.BTC.mark: expected a number of at least 0, found -1. [out_of_range]")]
    [InlineData("fall: 10%", "fall: 100%", "market.BTC.fall: expected a number from -100 to 0.999999, found 100%.")]
    [InlineData("mark: 60_000", "mark: 60,000", "market.BTC")]
    [InlineData("at: 2024-06-01", "at: June", "at: expected a day such as 2024-10-24")]
    [InlineData(
        "balances: {USDT: 10_000, COIN: -1}",
        "balances: [10_000]",
        "balances: expected named entries, found a list. [not_a_mapping]"
    )]
    [InlineData("COIN: -1", "COIN: 1 000", "balances.COIN: expected a number, found \"1 000\". Write a point")]
    public void A_fault_of_a_portfolio_names_field_value_and_what_is_allowed(string from, string to, string message)
    {
        var text = Text.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Text, text);

        var exception = Assert.Throws<DocumentException>(() => Sample.PortfolioOf(text));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
