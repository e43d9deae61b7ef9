using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;

namespace Plimsoll.Formats.Tests.Estimates;

public sealed class PortfolioNotesTests
{
    [Fact]
    public void An_instrument_that_stands_twice_is_told()
    {
        var notes = Notes("[{instrument: BTC, quantity: 1}, {instrument: BTC, quantity: -1}]");

        Assert.StartsWith("BTC stands in the portfolio 2 times", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cross_and_an_isolated_position_in_one_instrument_are_nothing_unusual() =>
        Assert.Empty(Notes("[{instrument: BTC, quantity: 1}, {instrument: BTC, quantity: -1, isolated: 5_000}]"));

    [Fact]
    public void A_leverage_that_is_not_to_be_had_is_told_with_the_one_that_is_used()
    {
        var model = ModelCatalog.BuiltIn.Find("binance-usdm")!;
        var portfolio = Sample.PortfolioOf(
            "balances: {USDT: 10_000}\npositions: [{instrument: BTCUSDT, quantity: 0.1, leverage: 500}, {instrument: ETHUSDT, quantity: 1, leverage: 20}]\n"
                + "market: {BTCUSDT: {mark: 60_000}, ETHUSDT: {mark: 3_000}}"
        );
        var answer = Estimate.Of(model, portfolio);

        var used = 1 / Assert.IsType<AnswerNumber>(answer.Find("positions.BTCUSDT.initial_terms.rate")).Value;
        Assert.Equal(
            $"a leverage of 500x on BTCUSDT is more than Binance USD-M allows for this size; {used:0.##}x is used",
            Assert.Single(PortfolioNotes.Of(model, portfolio, answer))
        );
    }

    private static IReadOnlyList<string> Notes(string positions)
    {
        var portfolio = Sample.PortfolioOf($"balances: {{USDT: 90_000}}\npositions: {positions}\nmarket: {{BTC: {{mark: 60_000}}}}");
        return PortfolioNotes.Of(Sample.Model, portfolio, Estimate.Of(Sample.Model, portfolio));
    }
}
