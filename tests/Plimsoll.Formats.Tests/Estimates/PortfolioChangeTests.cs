using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Tests.Estimates;

public sealed class PortfolioChangeTests
{
    private const string Text = """
        balances: {USDT: 10_000}
        positions: [{instrument: BTC, quantity: 2, entry: 60_000}]
        market: {BTC: {mark: 59_000, index: 59_010}, ETH: {mark: 3_000}, BTCUSD: {mark: 50_000}, BTC-27DEC24-1-C: {mark: 5}}
        """;

    [Theory]
    [InlineData(1, 63_000.0, 3, 61_000, 10_000)]
    [InlineData(-1, 61_000.0, 1, 60_000, 11_000)]
    [InlineData(-1, null, 1, 60_000, 9_000)]
    [InlineData(-5, 61_000.0, -3, 61_000, 12_000)]
    public void A_trade_averages_realises_or_turns(int quantity, double? price, int after, int entry, int balance)
    {
        var changed = PortfolioChange.Trade(Sample.Model, Sample.PortfolioOf(Text), "BTC", quantity, (decimal?)price);

        var position = Assert.Single(changed.Positions);
        Assert.Equal((after, entry), (position.Quantity, position.Entry));
        Assert.Equal([("USDT", balance)], changed.Balances);
    }

    /// <summary>An account may list an instrument that it holds nothing of; what is bought there costs what is paid.</summary>
    [Fact]
    public void A_flat_line_takes_the_price_of_the_trade()
    {
        var portfolio = Sample.PortfolioOf("positions: [{instrument: BTC, quantity: 0, entry: 7}]\nmarket: {BTC: {mark: 59_000}}");

        Assert.Equal((2m, 59_000m), (Bought(2).Quantity, Bought(2).Entry));
        Assert.Equal((0m, 7m), (Bought(0).Quantity, Bought(0).Entry));

        HeldPosition Bought(decimal quantity) => Assert.Single(PortfolioChange.Trade(Sample.Model, portfolio, "BTC", quantity).Positions);
    }

    /// <summary>Two long, carried at the mark of 59,000, lose a tenth of it.</summary>
    [Fact]
    public void A_position_without_an_entry_earns_what_its_price_moves()
    {
        var portfolio = Sample.PortfolioOf(Text.Replace(", entry: 60_000", "", StringComparison.Ordinal));

        var moved = PortfolioChange.Move(Sample.Model, portfolio, "BTC", -0.1m);

        Assert.Equal(-11_800, Estimate.Figures(Sample.Model, moved).Equity - Estimate.Figures(Sample.Model, portfolio).Equity);
    }

    [Fact]
    public void A_position_that_is_closed_is_gone() =>
        Assert.Empty(PortfolioChange.Trade(Sample.Model, Sample.PortfolioOf(Text), "BTC", -2).Positions);

    [Fact]
    public void A_trade_in_something_else_opens_a_position()
    {
        var changed = PortfolioChange.Trade(Sample.Model, Sample.PortfolioOf(Text), "ETH", -3);

        Assert.Equal(("ETH", -3m, 3_000m), (changed.Positions[1].Instrument, changed.Positions[1].Quantity, changed.Positions[1].Entry));
    }

    /// <summary>Averages of inverse contracts are harmonic: 2 contracts at 50,000 and 2 at 25,000 cost as much coin as 4 at 33,333⅓.</summary>
    [Fact]
    public void An_inverse_position_averages_in_coin()
    {
        var portfolio = Sample.PortfolioOf(
            "positions: [{instrument: BTCUSD, quantity: 2, entry: 50_000}]\nmarket: {BTCUSD: {mark: 25_000}}"
        );

        Assert.Equal(100_000m / 3, Assert.Single(PortfolioChange.Trade(Sample.Model, portfolio, "BTCUSD", 2).Positions).Entry!.Value, 10);
    }

    [Fact]
    public void The_equity_is_the_same_before_and_after_a_trade_at_the_mark()
    {
        var portfolio = Sample.PortfolioOf(Text);
        foreach (var quantity in (decimal[])[-5, -2, -0.5m, 0.25m, 7])
        {
            var changed = PortfolioChange.Trade(Sample.Model, portfolio, "BTC", quantity);

            Assert.Equal(Estimate.Figures(Sample.Model, portfolio).Equity, Estimate.Figures(Sample.Model, changed).Equity, 5);
        }
    }

    [Fact]
    public void A_deposit_adds_to_what_is_held_or_begins_it()
    {
        var changed = PortfolioChange.Deposit(PortfolioChange.Deposit(Sample.PortfolioOf(Text), "USDT", -1_000), "COIN", 3);

        Assert.Equal([("USDT", 9_000m), ("COIN", 3m)], changed.Balances);
    }

    /// <summary>Everything that follows the underlying moves with it; an option's premium does not move by the same share.</summary>
    [Fact]
    public void A_move_takes_all_that_follows_the_underlying()
    {
        var market = PortfolioChange.Move(Sample.Model, Sample.PortfolioOf(Text), "BTC", -0.1m).Market;

        Assert.Equal(
            (53_100m, 53_109m, 45_000m, 3_000m, 5m),
            (market["BTC"].Mark, market["BTC"].Index, market["BTCUSD"].Mark, market["ETH"].Mark, market["BTC-27DEC24-1-C"].Mark)
        );
    }

    /// <summary>Its own price, and neither the index nor the forward that its quote states.</summary>
    [Fact]
    public void A_move_of_an_option_is_of_its_price_alone()
    {
        var portfolio = Sample.PortfolioOf("market: {BTC-27DEC24-1-C: {mark: 5, index: 7, forward: 8}}");

        var quote = PortfolioChange.Move(Sample.Model, portfolio, "BTC-27DEC24-1-C", 0.1m).Market["BTC-27DEC24-1-C"];

        Assert.Equal((5.5m, 7m, 8m), (quote.Mark, quote.Index, quote.Forward));
    }

    /// <summary>What is closed of an isolated position leaves its margin with the rest; the last of it goes home with what is left.</summary>
    [Theory]
    [InlineData("isolated: 2_000")]
    [InlineData("isolated: true, leverage: 30")]
    public void Money_is_neither_made_nor_lost_by_trading_an_isolated_position_at_its_mark(string margin)
    {
        var portfolio = Sample.PortfolioOf(
            $"balances: {{USDT: 9_000}}\npositions: [{{instrument: BTC, quantity: 1, entry: 60_000, {margin}}}]\nmarket: {{BTC: {{mark: 59_000}}}}"
        );
        foreach (var quantity in (decimal[])[-0.25m, -1, -1.5m, 0.5m])
        {
            var changed = PortfolioChange.Trade(Sample.Model, portfolio, "BTC", quantity);

            Assert.Equal(Whole(portfolio), Whole(changed), 5);
        }

        static decimal Whole(Portfolio portfolio) =>
            Estimate.Figures(Sample.Model, portfolio).Equity
            + Estimate.IsolatedFigures(Sample.Model, portfolio).Sum(figures => figures.Equity);
    }
}
