using Plimsoll.Engine.Commands;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Journal.Storage;
using Plimsoll.Load.InProcess;

namespace Plimsoll.Load.Servers;

/// <summary>Makes a server's folder in process: the venue of <see cref="CommandMix"/>, its accounts by name, and as many commands as are wanted.</summary>
internal static class PreparedVenue
{
    /// <summary>The name of the n-th user; their number is as in the mix.</summary>
    public static string NameOf(int user) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"load-{user:D5}");

    /// <summary>Writes the journal.</summary>
    /// <param name="folder">The server's folder.</param>
    /// <param name="mix">The venue and its commands.</param>
    /// <param name="snapshotAt">After how many of the commands a snapshot is taken; null for none.</param>
    /// <returns>How many records the journal has.</returns>
    public static long Make(string folder, CommandMix mix, int? snapshotAt = null)
    {
        using var journal = FileStorage.Take(Path.Combine(folder, "journal"));
        using var events = FileStorage.Take(Path.Combine(folder, "events"));
        using var host = VenueHost.Open(journal, events, Options);
        Submit(host, Named(mix.Opening));
        var first = snapshotAt ?? mix.Commands.Count;
        Submit(host, mix.Commands.Take(first).Select(each => HostEntry.Of(each)));
        if (snapshotAt is not null && host.TakeSnapshot() == 0)
            throw new InvalidOperationException($"No snapshot: {host.Status.Problem}");

        Submit(host, mix.Commands.Skip(first).Select(each => HostEntry.Of(each)));
        return host.Status.AppliedSequence;
    }

    /// <summary>As the folder is hosted: snapshots only when they are asked for.</summary>
    public static HostOptions Options => new() { Venue = CommandMix.Rules, SnapshotEvery = 0 };

    private static IEnumerable<HostEntry> Named(List<Command> commands)
    {
        var user = 0;
        foreach (var command in commands)
        {
            yield return command is not OpenAccount open ? HostEntry.Of(command)
            : open.Owner == 0 ? HostEntry.Of(command, "maker", "maker")
            : HostEntry.Of(command, NameOf(user++), "users");
        }
    }

    private static void Submit(VenueHost host, IEnumerable<HostEntry> entries)
    {
        var last = default(Task<Outcome>);
        foreach (var entry in entries)
        {
            while (host.Status.Waiting > 50_000)
            {
                Thread.Sleep(1);
            }

            last = host.SubmitAsync(entry);
        }

        // In order: when the last one is done, all are.
        if (last is not null && !last.GetAwaiter().GetResult().IsAccepted && last.Result.Code >= (int)HostReason.Busy)
            throw new InvalidOperationException($"The host refused with {last.Result.Code}: {host.Status.Problem}");
    }
}
