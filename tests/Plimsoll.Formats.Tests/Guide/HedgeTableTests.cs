using System.Globalization;
using System.Text;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Instruments;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Pricing;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Formats.Tests.Guide;

/// <summary>A long call and a short future at its delta, apart and together, under every model that lists both.</summary>
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
        Standard("deribit-inverse", "BTC", 66_240, 66_500, "70000", 0.48, isInverse: true),
        Standard("deribit-inverse-eth", "ETH", 2_400, 2_410, "2600", 0.6, isInverse: true),
        Standard("deribit-linear", "BTC", 66_240, 66_500, "70000", 0.48, isInverse: false),
    ];

    [Fact, Trait("Criterion", "PMRG-022")]
    public void A_hedged_call_needs_little_on_at_least_four_profiles()
    {
        var rows = Rows();

        // Where volatility stands still a call hedged at its delta can lose nothing but time, which shows nothing.
        Assert.True(rows.Count(row => row.Share <= MostShare && MovesVolatility(row.Hedge)) >= 4, Table(rows));
    }

    [Fact, Trait("Criterion", "PMRG-022")]
    public void Standard_models_give_no_relief() =>
        Assert.All(Rows().Where(row => row.Hedge.Delta is not null), row => Assert.Equal(1, row.Share, 9));

    [Fact, Trait("Criterion", "PMRG-022")]
    public void The_guide_shows_what_comes_out()
    {
        var table = Table(Rows());
        var guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "guide", "portfolio-margin.md")).ReplaceLineEndings("\n");

        Assert.True(guide.Contains(table, StringComparison.Ordinal), "docs/guide/portfolio-margin.md should have:\n" + table);
    }

    /// <summary>What the guide says of a long call alone: asked for more than it is worth to open by three, and by none of them to keep.</summary>
    [Theory, Trait("Criterion", "PMRG-022")]
    [InlineData("derive-pmrm-1", true)]
    [InlineData("deribit-xpm", true)]
    [InlineData("deribit-pm", true)]
    [InlineData("derive-pmrm-2", false)]
    [InlineData("paradex-pm", false)]
    public void A_long_call_alone_may_be_asked_for_more_than_it_can_lose(string name, bool isMore)
    {
        var hedge = Hedges.Single(each => each.Model == name);
        var initial = Initial(hedge, $"{{instrument: {hedge.Call}, quantity: {Text(hedge.Quantity)}}}", out var answer);
        var worth = ((AnswerNumber)answer.Find("account.option_value")!).Value;

        Assert.Equal(isMore, initial > worth);
        Assert.True(((AnswerNumber)answer.Find("account.maintenance_margin")!).Value < worth);
    }

    /// <summary>The sample is the table's hedge.</summary>
    [Fact]
    public void The_sample_is_hedged_at_its_delta()
    {
        var path = RepositoryFiles.PathOf("samples", "portfolios", "hedged-call.yaml");
        var sample = PortfolioReader.Read(path, File.ReadAllText(path));
        var row = Rows().Single(each => each.Hedge.Model == sample.ModelName);

        Assert.Equal(
            row.Both,
            ((AnswerNumber)Estimate.Of(ModelCatalog.BuiltIn.Find(sample.ModelName!)!, sample).Find("account.initial_margin")!).Value
        );
    }

    [Fact]
    public void Every_model_that_lists_a_call_and_a_future_is_in_the_table() =>
        Assert.Equal(
            ModelCatalog.BuiltIn.Names.Where(name => ListsBoth(ModelCatalog.BuiltIn.Find(name)!)).Order(StringComparer.Ordinal),
            Hedges.Select(hedge => hedge.Model).Order(StringComparer.Ordinal)
        );

    private static bool ListsBoth(Model model)
    {
        var optioned = model
            .Fields.RecordsByName("series")
            .Where(series => series.Record.Text("kind", "") == "option")
            .Select(series => series.Record.Text("underlying"))
            .ToHashSet(StringComparer.Ordinal);
        return model.Margin is { } margin
            && (
                margin.Portfolio is not null
                || margin.Instruments.Values.Any(each => each.Kind == InstrumentKind.Perpetual && optioned.Contains(each.Underlying))
            );
    }

    /// <summary>Whether the scheme has a row that moves volatility by a law that is known; models by rules beside scenarios are not counted.</summary>
    private static bool MovesVolatility(Hedge hedge) =>
        ModelCatalog.BuiltIn.Find(hedge.Model)!.Margin!.Portfolio is { Rules: null, IsVolatilityUnknown: false, Scheme: { } scheme }
        && scheme.Volatility is { Up: > 0 } or { Down: > 0 }
        && scheme.Tables.Any(table => table.Rows.Any(row => row.Volatility is VolatilityMove.Up or VolatilityMove.Down));

    private static List<(Hedge Hedge, decimal Call, decimal Future, decimal Both, decimal Share, string Unit)> Rows() =>
        [
            .. Hedges.Select(hedge =>
            {
                var call = Initial(hedge, $"{{instrument: {hedge.Call}, quantity: {Text(hedge.Quantity)}}}", out var answer);
                var delta = hedge.Delta ?? ((AnswerNumber)((Answer)((Answer)answer["positions"]!)[hedge.Call]!)["delta"]!).Value;
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
            var form = unit is "BTC" or "ETH" ? "0.00000" : "#,0.00";
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

    /// <summary>Models that margin positions one by one tell no delta, and ask for the mark of an option.</summary>
    private static Hedge Standard(
        string model,
        string coin,
        decimal index,
        decimal forward,
        string strike,
        double volatility,
        bool isInverse
    )
    {
        var (call, future) = isInverse
            ? ($"{coin}-27NOV26-{strike}-C", $"{coin}-PERPETUAL")
            : ($"{coin}_USDC-27NOV26-{strike}-C", $"{coin}_USDC-PERPETUAL");
        var years =
            (new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.Zero) - new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)).TotalDays
            / 365;
        var greeks = Black76.Greeks(
            OptionType.Call,
            (double)forward,
            double.Parse(strike, CultureInfo.InvariantCulture),
            volatility,
            years,
            1
        );
        var mark = decimal.Round((decimal)(isInverse ? greeks.Price / (double)forward : greeks.Price), 6);
        var market =
            $"{{{coin}: {{index: {Text(index)}}}, USDC: {{index: 1}}, {future}: {{mark: {Text(index + 10)}}}, {call}: {{mark: {Text(mark)}}}}}";
        return new(model, call, 1, future, isInverse ? index + 10 : 1, market) { Delta = decimal.Round((decimal)greeks.Delta, 6) };
    }

    private sealed record Hedge(string Model, string Call, decimal Quantity, string Future, decimal ContractsOfDelta, string Market)
    {
        /// <summary>The call's delta, where the model's answer has none.</summary>
        public decimal? Delta { get; init; }
    }
}
