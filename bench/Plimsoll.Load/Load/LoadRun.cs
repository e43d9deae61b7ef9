using System.Diagnostics;
using System.Globalization;
using Plimsoll.Load.Figures;
using Plimsoll.Load.Peers;
using Plimsoll.Load.Recoveries;

namespace Plimsoll.Load.Load;

/// <summary>All of it, one after the other, in a folder of its own that is gone afterwards.</summary>
internal sealed class LoadRun(string program, LoadPlan plan, string[] only, bool isJson) : IDisposable
{
    public static readonly string[] Parts = ["durable", "check", "open", "recovery"];

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-load-").FullName;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly List<Figure> _figures = [];

    /// <summary>Runs, and tells.</summary>
    /// <returns>Whether what must hold holds.</returns>
    public async Task<bool> RunAsync()
    {
        Say(string.Create(CultureInfo.InvariantCulture, $"load average {LoadAverage()} on {Environment.ProcessorCount} processors"));
        using (var server = await LoadedServer.StartAsync(program, Path.Combine(_folder, "venue")))
        {
            var answered = DurableCommand.AnswerBytes(server);
            using var peers = new PeerProcess(CheckThroughput.AnswerOf(server), answered);
            if (Wants("durable"))
            {
                using var durable = new DurableCommand(server, peers, _folder, answered);
                Take("durable command", durable.Run(plan.DurableRounds, Say));
            }

            if (Wants("check"))
            {
                using var check = new CheckThroughput(server, peers);
                Take("pre-trade check", check.Run(plan.CheckRounds, plan.CheckSeconds, Say));
            }

            foreach (var rate in Wants("open") ? plan.Rates : [])
            {
                await server.QuoteAsync();
                Take("open loop", new OpenLoop(server, rate, plan.OpenSeconds).Run(Say));
            }
        }

        if (Wants("recovery"))
            _figures.AddRange(await new RecoveryTime(program, _folder, plan.Recovered).RunAsync(Say));

        Console.WriteLine(isJson ? FigureTable.JsonText(_figures) : "\n" + FigureTable.Text(_figures));
        Say(string.Create(CultureInfo.InvariantCulture, $"load average {LoadAverage()} at the end"));
        return _figures.TrueForAll(static figure => figure.IsMet);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private bool Wants(string part) => only.Length == 0 || only.Contains(part, StringComparer.Ordinal);

    private void Take(string what, IEnumerable<Figure> figures)
    {
        Say(what);
        _figures.AddRange(figures);
    }

    private void Say(string text) =>
        Console.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(_began).TotalSeconds, 4:F0} s] {text}")
        );

    /// <summary>Of the last minute; a busy machine says little.</summary>
    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
