using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

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

    [Theory, Trait("Criterion", "PMRG-035")]
    [InlineData("bybit-pm", "BTCUSDT", true)]
    [InlineData("okx-pm", "BTC-USDT-SWAP", true)]
    [InlineData("deribit-xpm", "BTC_USDC-PERPETUAL", false)]
    public void Options_under_a_scheme_whose_volatility_stands_still_are_told(string name, string future, bool isUnknown)
    {
        var model = ModelCatalog.BuiltIn.Find(name)!;
        var option = name switch
        {
            "bybit-pm" => "BTC-27NOV26-70000-C",
            "okx-pm" => "BTC-USD-27NOV26-70000-C",
            _ => "BTC_USDC-27NOV26-70000-C",
        };

        Assert.Equal(isUnknown, NotesOf(option).Any(note => note.Contains("could not be established", StringComparison.Ordinal)));
        Assert.Empty(NotesOf(future));
        Assert.Equal(isUnknown, new ModelListing(model).SchemeWarnings.Count > 0);

        IReadOnlyList<string> NotesOf(string symbol)
        {
            var market =
                $"{{BTC: {{index: 66_240}}, USDC: {{index: 1}}, USDT: {{index: 1}}, {symbol}: {{mark: {(symbol == future ? "66_250" : "0.03")}, volatility: 48%}}}}";
            var portfolio = PortfolioReader.Read(
                "p.yaml",
                $"at: 2026-11-01\npositions: [{{instrument: {symbol}, quantity: 1}}]\nmarket: {market}\n"
            );
            return PortfolioNotes.Of(model, portfolio, Estimate.Of(model, portfolio));
        }
    }

    [Theory]
    [InlineData("cme-span", "ES-18DEC26-6800-C", "ES", true)]
    [InlineData("derive-pmrm-1", "BTC-27NOV26-70000-C", "BTC", false)]
    public void A_rate_that_the_model_has_no_use_for_is_told(string name, string option, string underlying, bool isUnused)
    {
        var model = ModelCatalog.BuiltIn.Find(name)!;
        var portfolio = PortfolioReader.Read(
            "p.yaml",
            $"at: 2026-11-01\npositions: [{{instrument: {option}, quantity: 1}}]\n"
                + $"market: {{{underlying}: {{index: 6_700}}, {option}: {{volatility: 20%, rate: 5%}}}}\n"
        );

        var notes = PortfolioNotes.Of(model, portfolio, Estimate.Of(model, portfolio));

        Assert.Equal(isUnused, notes.Any(note => note.StartsWith($"the rate of {option} is not used", StringComparison.Ordinal)));
    }

    private static IReadOnlyList<string> Notes(string positions)
    {
        var portfolio = Sample.PortfolioOf($"balances: {{USDT: 90_000}}\npositions: {positions}\nmarket: {{BTC: {{mark: 60_000}}}}");
        return PortfolioNotes.Of(Sample.Model, portfolio, Estimate.Of(Sample.Model, portfolio));
    }
}
