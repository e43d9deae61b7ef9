using System.Globalization;
using Plimsoll.Simulation.Replay;
using Spectre.Console;

namespace Plimsoll.Cli.Replay;

/// <summary>How far replays are, on the error stream: a bar with the time left on a terminal, a line every tenth of the way elsewhere, and nothing when a machine reads the result.</summary>
internal sealed class ProgressView(TextWriter error, bool isForMachines) : IDisposable
{
    private readonly bool _isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>Runs replays side by side and shows how far each is.</summary>
    public async Task<T[]> ShowAsync<T>(IReadOnlyList<(string Name, Func<Action<ReplayProgress>, T> Work)> runs)
    {
        if (!_isTerminal)
        {
            return await Task.WhenAll(runs.Select(run => Task.Run(() => run.Work(Tenths(run.Name))))).ConfigureAwait(false);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        var columns = new ProgressColumn[]
        {
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn(),
            new PercentageColumn(),
            new RemainingTimeColumn(),
        };
        return await console
            .Progress()
            .AutoClear(true)
            .Columns(columns)
            .StartAsync(context => Task.WhenAll(runs.Select(run => Start(context, run.Name, run.Work))))
            .ConfigureAwait(false);
    }

    /// <summary>Runs one replay.</summary>
    public async Task<T> ShowAsync<T>(string name, Func<Action<ReplayProgress>, T> work) =>
        (await ShowAsync([(name, work)]).ConfigureAwait(false))[0];

    private Action<ReplayProgress> Tenths(string name)
    {
        var next = 1L;
        return progress =>
        {
            if (isForMachines || progress.Ticks * 10 < next * progress.TicksTotal)
            {
                return;
            }

            next = (progress.Ticks * 10 / progress.TicksTotal) + 1;
            lock (error)
            {
                error.WriteLine($"plimsoll: {name} {(next - 1) * 10} %, {Liquidations(progress)}");
            }
        };
    }

    private static string Liquidations(ReplayProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"{progress.Liquidations:N0} liquidation{(progress.Liquidations == 1 ? "" : "s")}");

    public void Dispose() => error.Flush();

    private static Task<T> Start<T>(ProgressContext context, string name, Func<Action<ReplayProgress>, T> work)
    {
        var task = context.AddTask(Markup.Escape(name));
        return Task.Run(() =>
            work(progress =>
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds(progress.AtMs).ToString("dd MMM HH:mm", CultureInfo.InvariantCulture);
                task.MaxValue = progress.TicksTotal;
                task.Value = progress.Ticks;
                task.Description = Markup.Escape($"{name}  {at}  {Liquidations(progress)}");
            })
        );
    }
}
