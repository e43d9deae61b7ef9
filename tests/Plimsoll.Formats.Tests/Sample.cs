using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Tests;

/// <summary>A small venue with round numbers, to compute by hand.</summary>
internal static class Sample
{
    public const string ModelText = """
        name: sample
        venue: Sample
        effective_from: 2024-01-01
        numeraire: USDT
        assets:
          USDT: {decimals: 6}
          COIN: {ladder: [{up_to: 10, haircut: 0}, {up_to: 20, haircut: 50%}]}
          GOLD: {haircut: 0.1}
          BTCC: {}
        margins:
          tiered:
            kind: tiers
            rows:
              - {from: 0, initial: 5%, maintenance: 2%}
              - {from: 100_000, initial: 10%, maintenance: 5%, deduction: 3_000}
          single: {kind: bracket, initial: 0.1, maintenance: 0.05}
          plain: {kind: bracket, initial: 2%, maintenance: 1%}
          options:
            kind: option_formula
            call: {base: 0.15, floor: 0.1, maintenance: 0.075}
            put: {base: 0.15, floor: 0.1, maintenance: 0.075}
        instruments:
          BTC: {settlement: USDT, underlying: BTC, margin: tiered}
          ETH: {settlement: USDT, underlying: ETH, margin: single, lot: 0.01}
          BTCUSD: {payoff: inverse, settlement: BTCC, underlying: BTC, margin: plain}
        series:
          btc-options: {kind: option, symbol: "BTC-{expiry}-{strike}-{right}", settlement: USDT, underlying: BTC, margin: options}
        rules:
          amount: {kind: maintenance_amount, floor: 100_000, maintenance: 5%, previous_maintenance: 2%}
        """;

    public static Model Model { get; } = ModelOf(ModelText);

    public static Model ModelOf(string text) => ModelReader.Read("model.yaml", text);

    public static Portfolio PortfolioOf(string text) => PortfolioReader.Read("portfolio.yaml", text);

    public static Answer AnswerTo(string portfolio, Model? model = null) =>
        Formats.Estimates.Estimate.Of(model ?? Model, PortfolioOf(portfolio));

    public static decimal Number(this Answer answer, string path) => Assert.IsType<AnswerNumber>(answer.Find(path)).Value;

    /// <summary>The faults of something that must have some.</summary>
    public static IReadOnlyList<DocumentFault> Faults(Func<object> read) => Assert.Throws<DocumentException>(read).Faults;

    /// <summary>The one fault of something that must have one, as the user reads it.</summary>
    public static string Fault(Func<object> read)
    {
        var exception = Assert.Throws<DocumentException>(read);
        Assert.Single(exception.Faults);
        return exception.Message;
    }
}
