using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.Backtests;
using Plimsoll.Margin.ValueAtRisk.Correlations;
using Plimsoll.Margin.ValueAtRisk.MonteCarlo;
using Plimsoll.Simulation.Backtests;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Simulation.Tests.Backtests;

/// <summary>Margins know the past alone, whatever the model and however many threads.</summary>
public sealed class BacktestRunTests : IDisposable
{
    private static readonly BookKind[] AllKinds = [BookKind.LongSpot, BookKind.ShortSpot, BookKind.Hedged, BookKind.ShortVolatility];
    private static readonly BacktestSettings Settings = new(Window: 80, Paths: 300);
    private readonly WalkFiles _files = new();

    /// <summary>From the changed day on all moves are others; every margin up to it is the same to the bit, and later ones are not.</summary>
    [Fact, Trait("Criterion", "VARR-090")]
    public void Changing_the_future_changes_no_margin_of_the_past()
    {
        const int Changed = 150;
        var before = Run(_files.Walk(260, ["BTC", "ETH"]));
        var after = Run(_files.Walk(260, ["BTC", "ETH"], Changed));

        // Move i ends on day i + 1; the margin against it may know days up to i.
        var known = Changed - Settings.Window;
        foreach (var (book, other) in before.Books.Zip(after.Books))
        {
            Assert.Equal(book.Losses[..(known - 1)], other.Losses[..(known - 1)]);
            Assert.NotEqual(book.Losses[known..], other.Losses[known..]);
            foreach (var (test, changed) in book.Models.Zip(other.Models))
            {
                Assert.True(
                    test.Margins.AsSpan(0, known).SequenceEqual(changed.Margins.AsSpan(0, known)),
                    $"{book.Name}, {test.Model.Name} knew the future"
                );
                var isFixed = test.Model.Name == "fixed" && book.Kind != BookKind.Hedged;
                Assert.Equal(isFixed, test.Margins.AsSpan(known).SequenceEqual(changed.Margins.AsSpan(known)));
            }
        }
    }

    [Fact, Trait("Criterion", "VARR-091")]
    public void Threads_change_nothing()
    {
        var prices = _files.Walk(200, ["BTC", "ETH", "SOL"]);
        var (one, many) = (Run(prices, threads: 1), Run(prices, threads: 7));

        Assert.Equal(one.Books.Select(book => book.Name), many.Books.Select(book => book.Name));
        foreach (var (left, right) in one.Books.Zip(many.Books))
        {
            Assert.All(left.Models.Zip(right.Models), pair => Assert.Equal(pair.First.Margins, pair.Second.Margins));
        }
    }

    [Fact, Trait("Criterion", "VARR-031")]
    public void Paths_on_many_threads_have_the_bits_of_one()
    {
        RiskPosition[] book = [new(1, 0, 100), new(-1, 1, 100)];
        var correlations = SymmetricMatrix.From(2, (row, column) => row == column ? 1 : 0.5);
        var paths = new PathGenerator(1, new PathLaw(CholeskyFactor.Of(correlations), [0.03, 0.04], 4));
        var (alone, together) = (new LossMatrix(book, 5_000, 0), new LossMatrix(book, 5_000, 0));

        ParallelPaths.Fill(alone, paths, 1);
        ParallelPaths.Fill(together, paths, 8);

        Assert.True(alone.Totals.SequenceEqual(together.Totals));
    }

    [Fact, Trait("Criterion", "VARR-092")]
    public void No_move_is_taken_over_a_hole()
    {
        var whole = _files.Walk(100, ["BTC"]).Series[0];
        var holed = _files.Walk(100, ["BTC"], isMissing: day => day is >= 40 and < 45 or 70);

        Assert.Equal(2, holed.Holes);
        Assert.Equal(whole.Moves.Where((_, i) => i is not (>= 39 and < 45 or 69 or 70)), holed.Series[0].Moves);
        Assert.Equal(WalkFiles.DayMs, holed.StepMs);
    }

    /// <summary>Ten, not known, twelve, fifteen: one move; the row is counted, and whoever has one market more loses nothing.</summary>
    [Theory, Trait("Criterion", "VARR-092")]
    [InlineData(",,,,")]
    [InlineData("11,11,11,,1")]
    [InlineData(",11,11,11,")]
    public void A_row_with_an_empty_price_is_a_missing_bar(string cells)
    {
        var table = _files.Read(Hours("10,10,10,10,1", cells, "12,12,12,12,", "15,15,15,15,1"));

        Assert.Equal((1, 1), (table.Unknown, table.Holes));
        Assert.Equal(
            [Math.Log(1.25)],
            table.Series[0].Moves.Select(move => Math.Round(move, 12)),
            (one, other) => Math.Abs(one - other) < 1e-9
        );
        Assert.Equal([12.0], table.Series[0].Prices);
    }

    [Theory, Trait("Criterion", "VARR-092")]
    [InlineData(",x,,,", MarketDataFault.NotANumber, "high in column 5")]
    [InlineData("11,11,11,1l,1", MarketDataFault.NotANumber, "close in column 7")]
    [InlineData(",-1,,,", MarketDataFault.NotPositive, "high above zero")]
    [InlineData("11,11", MarketDataFault.MissingField, "low in column 6")]
    public void An_empty_cell_excuses_no_wrong_one(string cells, MarketDataFault fault, string words)
    {
        var told = Assert.Throws<MarketDataException>(() => _files.Read(Hours("10,10,10,10,1", cells)));

        Assert.Equal((fault, 3), (told.Fault, told.Line));
        Assert.Contains(words, told.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "VARR-092")]
    public void A_file_of_empty_rows_has_no_bars()
    {
        Assert.Equal(MarketDataFault.NoBars, Assert.Throws<MarketDataException>(() => _files.Read(Hours(",,,,", ",,,,"))).Fault);
    }

    /// <summary>One day at a thousandfold: told with its row, used by models that can, and blamed by those whose figures are no numbers after it.</summary>
    [Theory, Trait("Criterion", "VARR-092")]
    [InlineData(1_000, "ewma", true)]
    [InlineData(1_000, "buffered", true)]
    [InlineData(1_000, "historical", false)]
    [InlineData(3.5, "ewma", false)]
    [InlineData(0.2, "historical", false)]
    public void A_move_that_is_none_of_a_market_is_told(double times, string model, bool isFault)
    {
        const int Day = 120;
        string Price(int day) => FormattableString.Invariant($"{(100 + (day % 7 * 0.1)) * (day == Day ? times : 1):0.####}");
        var rows = Enumerable
            .Range(0, 300)
            .Select(day => $"{1_577_836_800_000 + (day * 86_400_000L)},a,BTCUSD,{Price(day)},{Price(day)},{Price(day)},{Price(day)},1");
        var prices = _files.Read("ts_ms,venue,symbol,open,high,low,close,volume\n" + string.Join('\n', rows) + "\n");
        BacktestRequest request = new(prices, [BacktestModelKind.Find(model)!], [BookKind.LongSpot], Settings);

        Assert.Equal([Day + 2, Day + 3], prices.LargeMoves.Select(move => (int)move.Line));
        Assert.Contains($"a:BTCUSD from 100 to", prices.LargeMoves[0].Warning, StringComparison.Ordinal);
        Assert.Contains("2020-04-30 00:00 UTC; it is used as it is", prices.LargeMoves[0].Warning, StringComparison.Ordinal);
        if (!isFault)
        {
            Assert.Single(BacktestRun.Execute(request, _ => { }, CancellationToken.None).Books);
            return;
        }

        var fault = Assert.Throws<MarketDataException>(() => BacktestRun.Execute(request, _ => { }, CancellationToken.None));
        Assert.Equal((MarketDataFault.MoveTooLarge, Day + 2), (fault.Fault, (int)fault.Line));
        Assert.Contains($"{model} can measure long BTC by; found a:BTCUSD from", fault.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "VARR-092")]
    [InlineData(10, 30, false)]
    [InlineData(10, 31, true)]
    [InlineData(30, 10, false)]
    [InlineData(31, 10, true)]
    public void A_threefold_move_passes_without_a_word(int from, int to, bool isTold) => Assert.Equal(isTold, LargeMove.Is(from, to));

    private static string Hours(params string[] cells) =>
        "ts_ms,venue,symbol,open,high,low,close,volume\n"
        + string.Concat(cells.Select((row, i) => FormattableString.Invariant($"{1_577_836_800_000 + (i * 3_600_000)},a,BTC,{row}\n")));

    [Fact]
    public void A_second_bar_of_a_period_is_refused()
    {
        const string Text = "ts_ms,venue,symbol,open,high,low,close,volume\n0,a,BTCUSD,1,1,1,1,1\n";
        var twice = Text.Replace("0,a", "1577836800000,a", StringComparison.Ordinal);
        var fault = Assert.Throws<MarketDataException>(() => _files.Read(twice + twice.Split('\n')[1] + "\n"));

        Assert.Equal(MarketDataFault.DuplicateBar, fault.Fault);
    }

    [Fact, Trait("Criterion", "VARR-093")]
    public void Exceptions_are_losses_above_margin_and_verdicts_follow_the_tests()
    {
        double[] Losses(params int[] hits) => [.. Enumerable.Range(0, 1000).Select(i => hits.Contains(i) ? 2.0 : 1.0)];
        var margins = Enumerable.Repeat(1.0, 1000).ToArray();
        BacktestFigures Of(params int[] hits) => BacktestFigures.Of(margins, Losses(hits), 0.99);
        int[] Every(int distance) => [.. Enumerable.Range(0, 1000 / distance).Select(i => i * distance)];

        Assert.Equal((10, BacktestVerdict.Holds), (Of(Every(100)).Exceptions, Of(Every(100)).Verdict));
        Assert.Equal(BacktestVerdict.TooLow, Of(Every(50)).Verdict);
        Assert.Equal(BacktestVerdict.TooHigh, Of(500).Verdict);
        Assert.Equal(BacktestVerdict.Clusters, Of(Enumerable.Range(300, 10).ToArray()).Verdict);
        Assert.Equal(
            (10, TrafficLightZone.Red),
            (Of(Enumerable.Range(300, 10).ToArray()).ExceptionsWorst, Of(Enumerable.Range(300, 10).ToArray()).WorstZone)
        );
        Assert.Equal((2.0, 1.0, 0.99), (Of(Every(100)).WorstMultiple, Of(Every(100)).WorstExcess, Of(Every(100)).Coverage));
    }

    [Fact]
    public void The_report_has_every_book_and_model_and_no_number_that_is_none()
    {
        var result = Run(_files.Walk(500, ["BTC", "ETH", "A<b"[..1]]));
        using var page = new StringWriter();

        BacktestReport.Write(result, "plimsoll backtest --data <x>", page);

        var html = page.ToString();
        Assert.All(result.Books, book => Assert.Contains(book.Name, html, StringComparison.Ordinal));
        Assert.All(BacktestModelKind.All, model => Assert.Contains(model.Name, html, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", html, StringComparison.Ordinal);
        Assert.Contains("--data &lt;x&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Books_too_short_are_named_and_a_stop_keeps_what_is_done()
    {
        var result = Run(_files.Walk(120, ["BTC"]));
        Assert.Empty(result.Books);
        Assert.All(result.LeftOut, each => Assert.Contains("119 moves", each.Reason, StringComparison.Ordinal));

        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var stopped = BacktestRun.Execute(Request(_files.Walk(220, ["BTC"])), _ => { }, stop.Token);
        Assert.True(stopped.IsInterrupted);
        Assert.Empty(stopped.Books);
    }

    [Fact]
    public void Progress_ends_with_everything_done()
    {
        var last = default(BacktestProgress);
        BacktestRun.Execute(Request(_files.Walk(220, ["BTC"])), progress => last = progress, CancellationToken.None);

        Assert.Equal(last.Total, last.Done);
        Assert.True(last.Total > 1_000);
    }

    public void Dispose() => _files.Dispose();

    private static BacktestRequest Request(PriceTable prices, int threads = 2) =>
        new(prices, BacktestModelKind.All, AllKinds, Settings) { Threads = threads };

    private static BacktestResult Run(PriceTable prices, int threads = 2) =>
        BacktestRun.Execute(Request(prices, threads), _ => { }, CancellationToken.None);
}
