using System.Globalization;
using System.Text;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Tests.Guide;

/// <summary>A long call and a short future at its delta, apart and together, under every model of portfolio margin.</summary>
public sealed class HedgeTableTests
{
    private const decimal MostShare = 0.30m;

    /// <summary>Model, call, its quantity, what hedges it, prices, and how many contracts of that one delta is.</summary>
    private static readonly Hedge[] Hedges =
    [
        OfBitcoin("derive-pmrm-1", "BTC-27NOV26-70000-C", 1, "BTC-PERP", 1),
        OfBitcoin("derive-pmrm-2", "BTC-27NOV26-70000-C", 1, "BTC-PERP", 1),
        OfBitcoin("derive-srm-options", "BTC-27NOV26-70000-C", 1, "BTC-PERP", 1),
        OfBitcoin("deribit-pm", "BTC-27NOV26-70000-C", 1, "BTC-PERPETUAL", 66_250),
        OfBitcoin("deribit-xpm", "BTC_USDC-27NOV26-70000-C", 1, "BTC_USDC-PERPETUAL", 1),
        OfBitcoin("paradex-pm", "BTC-USD-27NOV26-70000-C", 1, "BTC-USD-PERP", 1),
        OfBitcoin("okx-pm", "BTC-USD-27NOV26-70000-C", 100, "BTC-USD-SWAP", 662.5m),
        OfBitcoin("bybit-pm", "BTC-27NOV26-70000-C", 1, "BTCUSDT", 1),
        OfBitcoin("plimsoll-var", "BTC-27NOV26-70000-C", 1, "BTC-PERP", 1),
        new(
            "cme-span",
            "ES-18DEC26-6800-C",
            1,
            "ES-18DEC26",
            0.02m,
            "{ES: {index: 6_700}, ES-18DEC26: {mark: 6_710}, ES-18DEC26-6800-C: {volatility: 15%}}"
        ),
        new("occ-tims", "XYZ-18DEC26-105-C", 1, "XYZ", 1, "{XYZ: {index: 100, mark: 100}, XYZ-18DEC26-105-C: {volatility: 30%}}"),
    ];

    [Fact, Trait("Criterion", "PMRG-022")]
    public void A_hedged_call_needs_little_on_at_least_four_profiles()
    {
        var rows = Rows();

        Assert.True(rows.Count(row => row.Share <= MostShare) >= 4, Table(rows));
    }

    [Fact, Trait("Criterion", "PMRG-022")]
    public void The_guide_shows_what_comes_out()
    {
        var table = Table(Rows());
        var guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "guide", "portfolio-margin.md")).ReplaceLineEndings("\n");

        Assert.True(guide.Contains(table, StringComparison.Ordinal), "docs/guide/portfolio-margin.md should have:\n" + table);
    }

    [Fact]
    public void Every_model_of_portfolio_margin_is_in_the_table() =>
        Assert.Equal(
            ModelCatalog.BuiltIn.Names.Where(name => ModelCatalog.BuiltIn.Find(name)!.Margin?.Portfolio is not null),
            Hedges.Select(hedge => hedge.Model).Order(StringComparer.Ordinal)
        );

    private static List<(Hedge Hedge, decimal Call, decimal Future, decimal Both, decimal Share, string Unit)> Rows() =>
        [
            .. Hedges.Select(hedge =>
            {
                var call = Initial(hedge, $"{{instrument: {hedge.Call}, quantity: {Text(hedge.Quantity)}}}", out var answer);
                var delta = ((AnswerNumber)((Answer)((Answer)answer["positions"]!)[hedge.Call]!)["delta"]!).Value;
                var contracts = decimal.Round(-delta * hedge.ContractsOfDelta, 6);
                var future = $"{{instrument: {hedge.Future}, quantity: {Text(contracts)}}}";
                var alone = Initial(hedge, future, out _);
                var both = Initial(hedge, $"{{instrument: {hedge.Call}, quantity: {Text(hedge.Quantity)}}}, {future}", out _);
                var unit = ModelCatalog.BuiltIn.Find(hedge.Model)!.Margin!.Numeraire;
                return (hedge, call, alone, both, both / (call + alone), unit);
            }),
        ];

    private static decimal Initial(Hedge hedge, string positions, out Answer answer)
    {
        var model = ModelCatalog.BuiltIn.Find(hedge.Model)!;
        var portfolio = PortfolioReader.Read("hedge.yaml", $"at: 2026-11-01\npositions: [{positions}]\nmarket: {hedge.Market}\n");
        answer = Estimate.Of(model, portfolio);
        return ((AnswerNumber)answer.Find("account.initial_margin")!).Value;
    }

    private static string Table(IEnumerable<(Hedge Hedge, decimal Call, decimal Future, decimal Both, decimal Share, string Unit)> rows)
    {
        var table = new StringBuilder();
        table.Append("| model | call | short future | together | of both apart | |\n| --- | ---: | ---: | ---: | ---: | --- |\n");
        foreach (var (hedge, call, future, both, share, unit) in rows)
        {
            var form = unit == "BTC" ? "0.00000" : "#,0.00";
            string Number(decimal value) => value.ToString(form, CultureInfo.InvariantCulture);
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {hedge.Model} | {Number(call)} | {Number(future)} | {Number(both)} | {share * 100:0.0} % | {unit} |\n"
            );
        }

        return table.ToString();
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static Hedge OfBitcoin(string model, string call, decimal quantity, string future, decimal contractsOfDelta) =>
        new(
            model,
            call,
            quantity,
            future,
            contractsOfDelta,
            $"{{BTC: {{index: 66_240}}, USDC: {{index: 1}}, USDT: {{index: 1}}, {future}: {{mark: 66_250}}, {call}: {{volatility: 48%, forward: 66_500}}}}"
        );

    private sealed record Hedge(string Model, string Call, decimal Quantity, string Future, decimal ContractsOfDelta, string Market);
}
