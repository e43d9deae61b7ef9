using Plimsoll.Cli.Replay;
using Plimsoll.Simulation.Backtests;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Backtests;

/// <summary>Reads, tests, prints, and writes the report.</summary>
internal sealed class BacktestProgram(BacktestArguments arguments, TextWriter output, TextWriter error)
{
    private const long DayMs = 86_400_000;
    private const int DailyWindow = 500;
    private const int ShorterWindow = 2_000;
    private const double DailyDecay = 0.94;
    private const double ShorterDecay = 0.99;

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            return await TestAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MarketDataException or OutputFileException or IOException)
        {
            await error.WriteLineAsync($"plimsoll: {e.Message}").ConfigureAwait(false);
            return ExitCode.BadData;
        }
    }

    private async Task<int> TestAsync(CancellationToken cancellation)
    {
        IReadOnlyList<string> files = arguments.Files.Count > 0 ? arguments.Files : [DailyPrices.Find()];
        var prices = PriceTable.Read(files);
        var isDaily = prices.StepMs >= DayMs;
        var settings = new BacktestSettings(
            arguments.Level,
            arguments.Window ?? (isDaily ? DailyWindow : ShorterWindow),
            isDaily ? DailyDecay : ShorterDecay
        );
        var request = new BacktestRequest(prices, arguments.Models, arguments.Kinds, settings);
        RefuseToOverwrite(files);
        using var report = OutputFile.Open("--report", arguments.Report);
        var result = await BacktestProgressView
            .ShowAsync(error, arguments.Json, progress => BacktestRun.Execute(request, progress, cancellation))
            .ConfigureAwait(false);
        if (result.Books.Count == 0 && !result.IsInterrupted && result.Skipped.Count > 0)
        {
            foreach (var words in result.SkippedInWords())
            {
                await error.WriteLineAsync($"plimsoll: {PrintableText.Of(words)}").ConfigureAwait(false);
            }

            const string Nothing = "--model: expected a model that can margin one of the books; found none. [not_covered]";
            await error.WriteLineAsync($"plimsoll: {Nothing}").ConfigureAwait(false);
            return ExitCode.BadData;
        }

        if (result.Books.Count == 0 && !result.IsInterrupted)
        {
            var reasons = result
                .LeftOut.Select(each => $"{each.Name} has {each.Reason}")
                .Take(1)
                .DefaultIfEmpty("there is no series of moves");
            throw new MarketDataException(
                MarketDataFault.TooShort,
                files[0],
                0,
                $"moves to test after a window of {settings.Window} (--window)",
                reasons.First()
            );
        }

        if (report is not null && result.Books.Count > 0)
        {
            BacktestReport.Write(result, (arguments with { Files = files }).ToString(), report.Writer);
            report.Finish();
        }

        if (arguments.Json)
        {
            BacktestJson.Write(result, output);
        }
        else
        {
            BacktestTable.Write(result, output);
        }

        if (report is not null && result.Books.Count > 0)
        {
            ReportNote.Write(error, arguments.Report!);
        }

        return result.IsInterrupted ? ExitCode.Interrupted : ExitCode.Success;
    }

    private static string FindUsual() =>
        UsualPrices.Find()
        ?? throw new MarketDataException(
            MarketDataFault.FileNotReadable,
            UsualPrices.File,
            0,
            "the repository's own prices, or files in --data",
            "neither"
        );

    private void RefuseToOverwrite(IReadOnlyList<string> files)
    {
        if (arguments.Report is { } report && files.Any(file => Path.GetFullPath(file) == Path.GetFullPath(report)))
        {
            throw new OutputFileException("--report", report, "expected another file than the prices, found one of them");
        }
    }
}
