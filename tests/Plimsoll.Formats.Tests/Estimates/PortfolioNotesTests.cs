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
        Assert.DoesNotContain(NotesOf(future), note => note.Contains("could not be established", StringComparison.Ordinal));
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

    /// <summary>Futures know nothing of volatility, but the share of the loss that counts is theirs too.</summary>
    [Theory, Trait("Criterion", "PMRG-035")]
    [InlineData("okx-pm", "BTC-USDT-SWAP", "(MR6)")]
    [InlineData("bybit-pm", "BTCUSDT", "contingencies")]
    [InlineData("paradex-pm", "BTC-USD-PERP", "funding provision")]
    public void What_is_unknown_and_bears_on_what_is_held_is_told(string name, string future, string words)
    {
        var model = ModelCatalog.BuiltIn.Find(name)!;
        var market = $"market: {{BTC: {{index: 66_240}}, USDC: {{index: 1}}, USDT: {{index: 1}}, {future}: {{mark: 66_250}}}}";
        var held = Sample.PortfolioOf($"at: 2026-11-01\npositions: [{{instrument: {future}, quantity: 1}}]\n{market}\n");
        var flat = held with { Positions = [] };

        Assert.Contains(
            PortfolioNotes.Of(model, held, Estimate.Of(model, held)),
            note => note.StartsWith("unknown in", StringComparison.Ordinal) && note.Contains(words, StringComparison.Ordinal)
        );
        Assert.Empty(PortfolioNotes.Unknown(model, flat));
    }

    [Theory]
    [InlineData("futures", "[{instrument: BTC, quantity: 1}]", true)]
    [InlineData("futures", "[{instrument: BTC-27DEC24-60000-C, quantity: 1}]", false)]
    [InlineData("options", "[{instrument: BTC-27DEC24-60000-C, quantity: 1}]", true)]
    [InlineData("options", "[{instrument: BTC, quantity: 1}]", false)]
    [InlineData("orders", "[{instrument: BTC, quantity: 1}]", false)]
    [InlineData("balances", "[{instrument: BTC, quantity: 1}]", false)]
    [InlineData("all", "[{instrument: BTC, quantity: 1}]", true)]
    [InlineData("all", "[]", false)]
    public void A_caveat_is_told_to_those_whose_figures_it_changes(string bearsOn, string positions, bool isTold)
    {
        var model = Sample.ModelOf(
            Sample.ModelText + $"\nunknown:\n  - plain\n  - {{text: the whole story, bears_on: {bearsOn}, short: in short}}\n"
        );

        Assert.Equal(["plain", "the whole story"], model.Unknown);
        Assert.Equal(
            isTold ? ["unknown in sample: in short"] : [],
            PortfolioNotes.Unknown(model, Sample.PortfolioOf($"balances: {{USDT: 1}}\npositions: {positions}\n"))
        );
    }

    /// <summary>Each is possible, and hardly meant; none refuses anything.</summary>
    [Theory]
    [InlineData("BTC: {mark: 60_000, index: 6_000}", "BTC: its mark of 60,000 is more than 3 times from the index of 6,000")]
    [InlineData("BTC: {mark: 20_001, index: 60_000}", null)]
    [InlineData("BTC: {mark: 60_000, index: 60_000}, BTC-27DEC24-60000-C: {mark: 60_001}", "more than the option can pay, 60,000")]
    [InlineData("BTC: {mark: 60_000, index: 60_000}, BTC-27DEC24-60000-P: {mark: 60_001}", "more than the option can pay, 60,000")]
    [InlineData("BTC: {mark: 60_000, index: 60_000}, BTC-27DEC24-60000-P: {mark: 59_999}", null)]
    [InlineData("BTC: {mark: 60_000, index: 60_000}, BTC-27DEC24-60000-C: {forward: 6_100}", "its forward of 6,100 is more than 3 times")]
    [InlineData("BTC: {mark: 60_000, index: 60_000}, BTC-27DEC24-60000-C: {rate: 4}", "its interest rate is 400 % a year")]
    [InlineData("BTC: {mark: 60_000, index: 60_000}, BTC-27DEC24-60000-C: {rate: 4%}", null)]
    [InlineData("BTC: {mark: 60_000, index: 60_000}, BTC-27DEC24-60000-C: {volatility: 5}", "its volatility is 500 %")]
    [InlineData(
        "BTC: {mark: 60_000, index: 60_000}, BTC-27DEC24-60000-C: {volatility: 50%, mark: 0.03}",
        "that its volatility of 50 % makes it worth"
    )]
    [InlineData("BTC: {mark: 60_000, index: 60_000}, BTC-27DEC24-60000-C: {volatility: 50%, mark: 3_100}", null)]
    [InlineData("BTC: {mark: 60_000, index: 60_000}, BTC-27DEC24-200000-C: {volatility: 50%, mark: 5}", null)]
    public void Input_that_is_hardly_meant_is_warned_of(string market, string? warning)
    {
        var portfolio = Sample.PortfolioOf($"at: 2024-12-01\nbalances: {{USDT: 1}}\nmarket: {{{market}}}\n");

        var warnings = PortfolioNotes.Of(Sample.Model, portfolio, Estimate.Of(Sample.Model, portfolio)).ToArray();

        Assert.Equal(warning is null ? 0 : 1, warnings.Length);
        Assert.All(warnings, told => Assert.StartsWith(PortfolioNotes.Warning, told, StringComparison.Ordinal));
        Assert.All(warnings, told => Assert.Contains(warning!, told, StringComparison.Ordinal));
    }

    /// <summary>An inverse premium is in the coin: the price in dollars, typed by mistake, is thousands of coins.</summary>
    [Fact]
    public void A_premium_of_more_than_a_coin_is_warned_of()
    {
        var model = ModelCatalog.BuiltIn.Find("deribit-inverse")!;
        var portfolio = Sample.PortfolioOf(
            "at: 2026-11-01\nbalances: {BTC: 1}\npositions: [{instrument: BTC-27NOV26-70000-C, quantity: 0.1}]\n"
                + "market: {BTC: {index: 66_240}, BTC-27NOV26-70000-C: {mark: 1_200}}"
        );

        var notes = PortfolioNotes.Of(model, portfolio, Estimate.Of(model, portfolio));

        Assert.Contains(notes, note => note.Contains("is in the coin, and no call is worth a whole one", StringComparison.Ordinal));
    }

    [Fact]
    public void What_portfolio_margin_has_no_use_for_is_told()
    {
        var model = ModelCatalog.BuiltIn.Find("derive-pmrm-2")!;
        var portfolio = Sample.PortfolioOf(
            """
            at: 2026-11-01
            balances: {USDC: 10_000}
            positions:
              - {instrument: BTC-27NOV26-70000-C, quantity: 1, entry: 2_000}
              - {instrument: BTC-PERP, quantity: -0.3, entry: 66_250, leverage: 5}
            market:
              BTC: {index: 66_240}
              BTC-PERP: {mark: 66_250}
              BTC-27NOV26-70000-C: {volatility: 48%}
              BTC-27NOV26-60000-C: {forward: 66_500}
              BTC-25DEC26-60000-C: {forward: 66_500}
              ETH: {index: 3_000}
            """
        );

        Assert.Equal(
            [
                "the leverage of BTC-PERP is not used: portfolio margin asks by the account's risk",
                "the entry of BTC-27NOV26-70000-C is not used: its premium has been paid, and its whole value counts",
                "market has prices of BTC-25DEC26-60000-C, ETH, of which nothing is held: they change nothing",
            ],
            PortfolioNotes.Of(model, portfolio, Estimate.Of(model, portfolio))
        );
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
