using Plimsoll.Engine;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Cli.Replay;

/// <summary>Reads, replays, prints, and writes the report.</summary>
internal sealed class ReplayProgram(ReplayArguments arguments, TextWriter output, TextWriter error)
{
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
        catch (UnknownVenueException e)
        {
            return await FailAsync($"--mark: {e.Message}", ExitCode.Usage).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await FailAsync($"{arguments.Report}: {e.Message}", ExitCode.BadData).ConfigureAwait(false);
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
        var history = PriceHistory.Read(arguments.Files);
        var request = new ReplayRequest
        {
            History = history,
            Mark = arguments.Mark,
            Preset = arguments.Preset,
            Accounts = arguments.Accounts,
            Seed = arguments.Seed,
            Speed = arguments.Speed,
        };
        using var view = new ProgressView(error);
        var result = await view.ShowAsync("replay", report => ReplayRun.Execute(request, report, cancellation)).ConfigureAwait(false);
        if (arguments.Json)
        {
            SummaryJson.Write(result, output);
        }
        else
        {
            SummaryTable.Write(result, output);
        }

        if (result.Summary.IsInterrupted)
        {
            await error
                .WriteLineAsync($"plimsoll: stopped after {result.Summary.Ticks} ticks; the figures are of that part.")
                .ConfigureAwait(false);
            return ExitCode.Interrupted;
        }

        return SummaryTable.IsSound(result.Summary) ? ExitCode.Success : ExitCode.Unsound;
    }

    private async Task<int> FailAsync(string message, int code)
    {
        await error.WriteLineAsync($"plimsoll: {message}").ConfigureAwait(false);
        return code;
    }
}
