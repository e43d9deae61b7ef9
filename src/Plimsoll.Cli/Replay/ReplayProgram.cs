using System.Globalization;
using Plimsoll.Cli.Margin;
using Plimsoll.Engine;
using Plimsoll.Engine.Solvency;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Replay;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Replay;

/// <summary>Reads, replays, prints, and writes the report.</summary>
internal sealed class ReplayProgram(ReplayArguments arguments, TextWriter output, TextWriter error)
{
    private const int ComparisonsMost = 3;

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            return await ReplayAsync(cancellation).ConfigureAwait(false);
        }
        catch (MarketDataException e)
        {
            return await FailAsync(e.Message, ExitCode.BadData).ConfigureAwait(false);
        }
        catch (DocumentException e)
        {
            return PortfolioInput.Failed(error, e);
        }
        catch (MissingMarginException e)
        {
            return await FailAsync($"--model: {e.Message}", ExitCode.Usage).ConfigureAwait(false);
        }
        catch (UnknownVenueException e)
        {
            return await FailAsync($"--mark: {e.Message}", ExitCode.Usage).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OutputFileException or IOException)
        {
            return await FailAsync(e.Message, ExitCode.BadData).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ReplayFaultException or OverflowException)
        {
            return await FailAsync($"{e.Message} --seed {arguments.Seed} reproduces it.", ExitCode.Unsound).ConfigureAwait(false);
        }
        catch (InvariantViolationException e)
        {
            return await FailAsync(
                    $"The engine stopped itself: {e.Message} This is a bug; --seed {arguments.Seed} reproduces it.",
                    ExitCode.Unsound
                )
                .ConfigureAwait(false);
        }
    }

    private async Task<int> ReplayAsync(CancellationToken cancellation)
    {
        if (arguments.StatementFrom >= arguments.StatementTo)
        {
            var (from, to) = (arguments.StatementFrom!.Value.UtcDateTime, arguments.StatementTo!.Value.UtcDateTime);
            var message = string.Create(
                CultureInfo.InvariantCulture,
                $"--statement-from: expected a time before --statement-to, which is {to:yyyy-MM-ddTHH:mm:ss}; found {from:yyyy-MM-ddTHH:mm:ss}."
            );
            return await FailAsync(message, ExitCode.Usage).ConfigureAwait(false);
        }

        var history = PriceHistory.Read(arguments.Files);
        var request = new ReplayRequest
        {
            History = history,
            Mark = arguments.Mark,
            Preset = arguments.Preset,
            Margins = arguments.Model is { } model
                ? new(ModelInput.Read(model, "--model", null, "--model", () => ModelCatalog.BuiltIn))
                : ReplayMargins.Default,
            Accounts = arguments.Accounts,
            Seed = arguments.Seed,
            Speed = arguments.Speed,
            Scan = arguments.IsFullScan ? SolvencyScan.Full : SolvencyScan.Certified,
            Statements = arguments.Statements,
            StatementFromMs = arguments.StatementFrom?.ToUnixTimeMilliseconds(),
            StatementToMs = arguments.StatementTo?.ToUnixTimeMilliseconds(),
        };
        MarketMap.Create(history, arguments.Mark); // so that a wrong venue is told before anything is written
        RefuseToOverwritePrices();
        using var report = OutputFile.Open("--report", arguments.Report);
        using var csv = OutputFile.Open("--statement-csv", arguments.StatementCsv);
        using var view = new ProgressView(error, arguments.Json);
        var result = await view.ShowAsync("replay", progress => ReplayRun.Execute(request, progress, cancellation)).ConfigureAwait(false);
        // Stopped before its first tick there is nothing to draw, and the file stays as it was.
        var isDrawn = result.Summary.Ticks > 0;
        if (report is not null && isDrawn)
        {
            var comparisons = await CompareAsync(request, result, view, cancellation).ConfigureAwait(false);
            ReplayReport.Write(new ReportInput(result, comparisons, arguments.ToString()), report.Writer);
            report.Finish();
        }

        if (csv is not null)
        {
            StatementText.WriteCsv(result.Trace.Statements, csv.Writer);
            csv.Finish();
        }

        var code = await PrintAsync(result, isDrawn).ConfigureAwait(false);
        if (!cancellation.IsCancellationRequested || result.Summary.IsInterrupted)
        {
            return code;
        }

        await error.WriteLineAsync("plimsoll: stopped during the comparisons; the report goes without them.").ConfigureAwait(false);
        return ExitCode.Interrupted;
    }

    private async Task<int> PrintAsync(ReplayResult result, bool isDrawn)
    {
        if (arguments.Json)
        {
            SummaryJson.Write(result, output);
        }
        else
        {
            SummaryTable.Write(result, output);
            if (arguments.StatementCsv is null)
            {
                StatementText.Write(result.Trace.Statements, output);
            }
        }

        if (arguments.Report is not null && isDrawn)
        {
            ReportNote.Write(error, arguments.Report);
        }
        else if (arguments.Report is not null)
        {
            await error.WriteLineAsync("plimsoll: stopped before the first tick; there is no report.").ConfigureAwait(false);
        }

        if (arguments.StatementCsv is not null)
        {
            var file = PrintableText.Of(arguments.StatementCsv);
            await error.WriteLineAsync($"plimsoll: the statements are in {file}").ConfigureAwait(false);
        }

        if (result.Summary.IsInterrupted)
        {
            await error
                .WriteLineAsync($"plimsoll: stopped after {result.Summary.Ticks} ticks; the figures are of that part.")
                .ConfigureAwait(false);
            return ExitCode.Interrupted;
        }

        if (!SummaryTable.IsSound(result.Summary))
        {
            return ExitCode.Unsound;
        }

        var accounts = result.Trace.AccountCount;
        var unknown = arguments.Statements.Where(account => account >= accounts).ToList();
        return unknown.Count == 0
            ? ExitCode.Success
            : await FailAsync(
                    $"--statement: expected accounts from 0 to {accounts - 1}; found {string.Join(", ", unknown)}.",
                    ExitCode.Usage
                )
                .ConfigureAwait(false);
    }

    /// <summary>A slip of the shell's completion must not cost the data.</summary>
    private void RefuseToOverwritePrices()
    {
        foreach (var (option, path) in new[] { ("--report", arguments.Report), ("--statement-csv", arguments.StatementCsv) })
        {
            if (path is not null && arguments.Files.Any(file => Path.GetFullPath(file) == Path.GetFullPath(path)))
            {
                throw new OutputFileException(option, path, "expected a file to write, found one of the price files");
            }
        }
    }

    /// <summary>The same traders under the marks of the single markets that went farthest astray.</summary>
    private async Task<IReadOnlyList<ReplayResult>> CompareAsync(
        ReplayRequest request,
        ReplayResult result,
        ProgressView view,
        CancellationToken cancellation
    )
    {
        if (arguments.NoCompare || !request.Mark.IsMedian || result.Summary.IsInterrupted)
        {
            return [];
        }

        var rules = FeedDeviation.Of(request.History).Take(ComparisonsMost).Select(one => one.Rule).ToList();
        var runs = new List<(string, Func<Action<ReplayProgress>, ReplayResult>)>();
        foreach (var rule in rules)
        {
            var one = request with { Mark = rule, Speed = null, IsAudited = false };
            runs.Add(($"{rule.Name} alone", progress => ReplayRun.Execute(one, progress, cancellation)));
        }

        var comparisons = await view.ShowAsync(runs).ConfigureAwait(false);
        return cancellation.IsCancellationRequested ? [] : comparisons;
    }

    private async Task<int> FailAsync(string message, int code)
    {
        await error.WriteLineAsync($"plimsoll: {PrintableText.Of(message)}").ConfigureAwait(false);
        return code;
    }
}
