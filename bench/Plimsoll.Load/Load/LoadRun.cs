using System.Diagnostics;
using System.Globalization;
using Plimsoll.Load.Figures;
using Plimsoll.Load.InProcess;
using Plimsoll.Load.Peers;
using Plimsoll.Load.Recoveries;

namespace Plimsoll.Load.Load;

/// <summary>All of it, one after the other, in a folder of its own that is gone afterwards.</summary>
internal sealed class LoadRun(string program, LoadPlan plan, string[] only, bool isJson) : IDisposable
{
    private const int Accounts = 100_000;
    private const int Missed = 1;
    private const int TimeUp = 124;
    private const int Interrupted = 130;

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-load-").FullName;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly List<Figure> _figures = [];
    private readonly List<IDisposable> _processes = [];

    /// <summary>Runs, tells, and leaves nothing behind, however it ends.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string program, LoadPlan plan, string[] only, bool isJson, TimeSpan limit)
    {
        using var run = new LoadRun(program, plan, only, isJson);
        var stopped = new TaskCompletionSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stopped.TrySetResult();
        };
        var running = Task.Run(run.MeasureAsync);
        var first = await Task.WhenAny(running, stopped.Task, Task.Delay(limit));
        if (first == running)
            return await running ? 0 : Missed;

        run.Say(first == stopped.Task ? "interrupted" : FormattableString.Invariant($"given up after {limit.TotalSeconds:F0} s"));
        return first == stopped.Task ? Interrupted : TimeUp;
    }

    public void Dispose()
    {
        // Twice does no harm; none may outlive this program.
        lock (_processes)
        {
            _processes.ForEach(static process => process.Dispose());
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> MeasureAsync()
    {
        Say($"load average {LoadAverage()} on {Environment.ProcessorCount} processors");
        WarnWhereOthersWork();
        if (only.Length == 0 || only.Any(static part => part is "durable" or "check" or "open"))
            await MeasureServerAsync();

        if (Wants("throughput"))
        {
            Say(FormattableString.Invariant($"throughput in process, {plan.Commands:N0} commands on {Accounts:N0} accounts"));
            _figures.AddRange(new Throughput(Accounts, plan.Commands, plan.ThroughputRounds, _folder).Run(Say));
        }

        if (Wants("recovery"))
            _figures.AddRange(await new RecoveryTime(program, _folder, plan.Recovered, Keep).RunAsync(Say));

        Console.WriteLine(isJson ? FigureTable.JsonText(_figures) : "\n" + FigureTable.Text(_figures));
        Say($"load average {LoadAverage()} at the end");
        return _figures.TrueForAll(static figure => figure.IsMet);
    }

    private async Task MeasureServerAsync()
    {
        using var server = await LoadedServer.StartAsync(program, Path.Combine(_folder, "venue"), Keep);
        var answered = DurableCommand.AnswerBytes(server);
        using var peers = new PeerProcess(CheckThroughput.AnswerOf(server), answered);
        Keep(peers);
        if (Wants("durable"))
        {
            Say("durable command, one client");
            using var durable = new DurableCommand(server, peers, _folder, answered);
            _figures.AddRange(durable.Run(plan.DurableRounds, Say));
        }

        if (Wants("check"))
        {
            Say("pre-trade check over HTTP");
            using var check = new CheckThroughput(server, peers);
            _figures.AddRange(check.Run(plan.CheckRounds, plan.CheckSeconds, Say));
        }

        foreach (var rate in Wants("open") ? plan.Rates : [])
        {
            Say(FormattableString.Invariant($"open loop, {rate:N0} commands/s for {plan.OpenSeconds} s"));
            await server.QuoteAsync();
            _figures.AddRange(new OpenLoop(server, rate, plan.OpenSeconds).Run(Say));
        }
    }

    /// <summary>Whoever waits for a disk waits for a processor afterwards: where others work, it is they who are measured.</summary>
    private void WarnWhereOthersWork()
    {
        if (double.TryParse(LoadAverage(), CultureInfo.InvariantCulture, out var average) && average > Environment.ProcessorCount / 2.0)
            Say("WARNING: others are at work on this machine; what follows says little, whether it is met or missed");
    }

    private void Keep(IDisposable process)
    {
        lock (_processes)
        {
            _processes.Add(process);
        }
    }

    private bool Wants(string part) => only.Length == 0 || only.Contains(part, StringComparer.Ordinal);

    private void Say(string text) =>
        Console.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(_began).TotalSeconds, 4:F0} s] {text}")
        );

    /// <summary>Of the last minute; a busy machine says little.</summary>
    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
