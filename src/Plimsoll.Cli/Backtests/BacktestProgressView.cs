using System.Globalization;
using Plimsoll.Simulation.Backtests;
using Spectre.Console;

namespace Plimsoll.Cli.Backtests;

/// <summary>How far a back-test is, on the error stream: a bar on a terminal, a line every tenth of the way elsewhere, nothing when a machine reads the result.</summary>
internal static class BacktestProgressView
{
    public static async Task<T> ShowAsync<T>(TextWriter error, bool isForMachines, Func<Action<BacktestProgress>, T> work)
    {
        if (!ReferenceEquals(error, Console.Error) || Console.IsErrorRedirected)
        {
            return await Task.Run(() => work(Tenths(error, isForMachines))).ConfigureAwait(false);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return await console
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask("backtest");
                return Task.Run(() =>
                    work(progress =>
                    {
                        (task.MaxValue, task.Value) = (Math.Max(1, progress.Total), progress.Done);
                        task.Description = Markup.Escape($"backtest  {Words(progress)}");
                    })
                );
            })
            .ConfigureAwait(false);
    }

    private static Action<BacktestProgress> Tenths(TextWriter error, bool isForMachines)
    {
        var next = 1L;
        return progress =>
        {
            if (isForMachines || progress.Done * 10 < next * progress.Total)
            {
                return;
            }

            next = (progress.Done * 10 / progress.Total) + 1;
            error.WriteLine($"plimsoll: backtest {(next - 1) * 10} %, {Words(progress)}");
        };
    }

    private static string Words(BacktestProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"{progress.Done:N0} margins, {progress.Exceptions:N0} exceeded");
}
