using Plimsoll.Formats.Models;
using Plimsoll.Simulation.Backtests;

namespace Plimsoll.Simulation.Tests.Backtests;

/// <summary>Margin models of files, tested like those that are built in.</summary>
public sealed class ListedModelTests : IDisposable
{
    private const string House = """
        name: house
        venue: House
        effective_from: 2020-01-01
        numeraire: USD
        assets:
          USD: {decimals: 6}
        portfolio_margin:
          netting: same_scenario
          tables:
            grid: {moves: [-0.2, 0.2], volatility: [none]}
          moves:
            past: {file: moves.csv, window: 200}
          rules:
            tail: {kind: value_at_risk, moves: past, initial_level: 99%, maintenance_level: 97.5%}
          rule: RULE
        instruments:
          BTC-PERP: {settlement: USD, underlying: BTC}
          ETH-PERP: {settlement: USD, underlying: ETH}
        series:
          options: {symbol: "BTC-{expiry}-{strike}-{right}", kind: option, settlement: USD, underlying: BTC}
        """;

    private const string Table = """
        name: table
        venue: House
        effective_from: 2020-01-01
        numeraire: USD
        assets:
          USD: {decimals: 6}
        margins:
          all: {kind: open_interest_scaled, initial: 5%, maintenance_share: 50%}
        instruments:
          BTC-PERP: {settlement: USD, underlying: BTC, margin: all}
        """;

    private static readonly BookKind[] Kinds = [BookKind.LongSpot, BookKind.Hedged, BookKind.ShortVolatility];
    private readonly WalkFiles _files = new();

    /// <summary>A fall of a fifth costs a long a fifth; both legs fall together; a straddle at the money loses what Black-76 says, less than a fifth and its premium.</summary>
    [Fact, Trait("Criterion", "VARR-095")]
    public void Scenarios_are_those_of_the_file()
    {
        var result = Run(_files.Walk(300, ["BTC", "ETH"]), [House.Replace("RULE", "scenarios", StringComparison.Ordinal)]);
        var margins = result.Books.ToDictionary(book => book.Name, book => book.Models[0].Margins);

        Assert.All(margins["long BTC"], margin => Assert.Equal(0.2, margin, 1e-9));
        Assert.All(margins["ETH against BTC"], margin => Assert.InRange(margin, 0, 0.2));
        Assert.All(margins["short straddle BTC"], margin => Assert.InRange(margin, 0.05, 0.2));
    }

    [Fact, Trait("Criterion", "VARR-096")]
    public void What_a_model_does_not_list_is_skipped_and_said()
    {
        var result = Run(_files.Walk(300, ["BTC", "ETH", "SOL"]), [House.Replace("RULE", "scenarios", StringComparison.Ordinal), Table]);

        Assert.Equal(["long BTC", "long ETH", "ETH against BTC", "short straddle BTC"], result.Books.Select(book => book.Name));
        Assert.Contains(
            result.Skipped,
            each => each is { Model.Name: "house", Book: "long SOL" } && each.Reason.Contains("no future on SOL")
        );
        Assert.Contains(
            result.Skipped,
            each => each is { Model.Name: "house", Book: "short straddle ETH" } && each.Reason.Contains("no options on ETH")
        );
        Assert.Contains(result.Skipped, each => each is { Model.Name: "table", Book: "short straddle BTC" });
        var tested = Assert.Single(result.Books, book => book.Models.Any(test => test.Model.Name == "table"));
        Assert.Equal("long BTC", tested.Name);
        Assert.All(tested.Models.Single(test => test.Model.Name == "table").Margins, margin => Assert.Equal(0.05, margin, 1e-9));
        Assert.False(result.IsInterrupted);
    }

    /// <summary>The file beside the model knows all days; the margin of a day must not.</summary>
    [Fact, Trait("Criterion", "VARR-095"), Trait("Criterion", "VARR-090")]
    public void A_history_is_read_up_to_the_day()
    {
        var text = House.Replace("RULE", "tail", StringComparison.Ordinal);
        var prices = _files.Walk(300, ["BTC"]);
        double[] Margins(int changedFrom) => Run(prices, [text], [BookKind.LongSpot], _ => Moves(changedFrom)).Books[0].Models[0].Margins;
        var (calm, shaken) = (Margins(int.MaxValue), Margins(200));

        // The window is 80 moves: margin i stands against move 80 + i, which begins on day 80 + i.
        Assert.All(calm, margin => Assert.Equal(1 - Math.Exp(-0.01), margin, 1e-9));
        Assert.Equal(calm[..120], shaken[..120]);
        Assert.Equal(1 - Math.Exp(-0.1), shaken[^1], 1e-9);
    }

    public void Dispose() => _files.Dispose();

    /// <summary>Moves that alternate; from a day on ten times as large.</summary>
    private static string Moves(int changedFrom) =>
        string.Join(
            '\n',
            [
                "day,BTC",
                .. Enumerable
                    .Range(0, 300)
                    .Select(i =>
                        FormattableString.Invariant(
                            $"{new DateTime(2020, 1, 1).AddDays(i):yyyy-MM-dd},{(i % 2 == 0 ? 1 : -1) * (i >= changedFrom ? 0.1 : 0.01)}"
                        )
                    ),
            ]
        );

    private static BacktestResult Run(PriceTable prices, string[] models, BookKind[]? kinds = null, Func<string, string?>? beside = null)
    {
        var read = models.Select(text => ModelReader.Read("a.yaml", text, beside ?? (_ => Moves(int.MaxValue))));
        BacktestModelKind[] asked = [.. read.Select(model => BacktestModelKind.Of(model, model.Name))];
        return BacktestRun.Execute(new(prices, asked, kinds ?? Kinds, new(Window: 80)), _ => { }, CancellationToken.None);
    }
}
