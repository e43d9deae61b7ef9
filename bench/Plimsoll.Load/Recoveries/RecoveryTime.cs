using System.Diagnostics;
using Plimsoll.Host;
using Plimsoll.Journal.Storage;
using Plimsoll.Load.Figures;
using Plimsoll.Load.InProcess;
using Plimsoll.Load.Servers;
using Plimsoll.Values;

namespace Plimsoll.Load.Recoveries;

/// <summary>How long a start takes: from the first record, from a snapshot with the records after it, and of the whole server as a process.</summary>
internal sealed class RecoveryTime(string program, string folder, int commands, Action<IDisposable> keep)
{
    private const int Accounts = 10_000;

    public async Task<List<Figure>> RunAsync(Action<string> say)
    {
        var now = new Timestamp((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);
        var mix = new CommandMix(Accounts, commands, now);
        say(FormattableString.Invariant($"a journal of {commands:N0} commands of {Accounts:N0} accounts is made"));
        var (whole, tail) = (Path.Combine(folder, "whole"), Path.Combine(folder, "tail"));
        var records = PreparedVenue.Make(whole, mix);
        PreparedVenue.Make(tail, mix, snapshotAt: commands / 10 * 9);
        var figures = new List<Figure>();
        foreach (var (name, place) in new[] { ("without a snapshot", whole), ("from a snapshot, the last tenth after it", tail) })
        {
            say($"recovery in process, {name}");
            var (took, processor, replayed) = Open(place);
            figures.Add(
                new(
                    $"recovery in process {name}",
                    took,
                    "s",
                    Note: FormattableString.Invariant($"{replayed:N0} of {records:N0} records applied")
                )
            );
            if (place == whole)
                figures.Add(new("  of a million commands", took / replayed * 1e6, "s"));

            figures.Add(new($"  of processor time, {name}", processor, "s"));
        }

        foreach (var (name, place) in new[] { ("without a snapshot", whole), ("from a snapshot", tail) })
        {
            say($"recovery of the server, {name}");
            using var server = new ServerProcess(program, place, new Dictionary<string, string>(), "--demo-prices", "none");
            keep(server);
            await server.StartAsync();
            figures.Add(new($"recovery {name}: plimsoll serve, until it listens", server.StartTime.TotalSeconds, "s"));
        }

        return figures;
    }

    /// <summary>The public way in: opens the host, and asks it something.</summary>
    private static (double Seconds, double Processor, long Replayed) Open(string place)
    {
        using var journal = FileStorage.Take(Path.Combine(place, "journal"));
        using var events = FileStorage.Take(Path.Combine(place, "events"));
        var (began, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        using var host = VenueHost.Open(journal, events, PreparedVenue.Options);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return (took, (Environment.CpuUsage.TotalTime - used).TotalSeconds, host.Recovery.Replayed);
    }
}
