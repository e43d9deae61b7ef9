using System.Globalization;
using Plimsoll.Simulation.Replay;
using Spectre.Console;

namespace Plimsoll.Cli.Replay;

/// <summary>A progress bar with the time left, on a terminal's error stream; nothing at all anywhere else.</summary>
internal sealed class ProgressView(TextWriter error) : IDisposable
{
    private readonly bool _isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>Runs replays side by side and shows how far each is.</summary>
    public async Task<T[]> ShowAsync<T>(IReadOnlyList<(string Name, Func<Action<ReplayProgress>, T> Work)> runs)
    {
        if (!_isTerminal)
        {
            return await Task.WhenAll(runs.Select(run => Task.Run(() => run.Work(static _ => { })))).ConfigureAwait(false);
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
                task.Description = Markup.Escape($"{name}  {at}  {progress.Liquidations:N0} liquidations");
            })
        );
    }
}
