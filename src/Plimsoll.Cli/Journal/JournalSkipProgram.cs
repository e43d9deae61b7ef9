using System.Globalization;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Recovery;
using Plimsoll.Journal.Storage;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Cli.Journal;

/// <summary><c>skip</c>: one record that stops every start is left out, by a marker beside the journal.</summary>
internal static class JournalSkipProgram
{
    /// <summary>What lives beside the engine of a server.</summary>
    public static ICompanion Companion => new KeyCompanion(new());

    public static int Run(JournalFolder folder, long sequence, string reason, ICompanion companion, JournalStreams streams)
    {
        // Taken, not looked at: a server that runs has applied the record, or has halted at it and must be stopped first.
        using var journal = FileStorage.Take(folder.Storage.Place);
        var now = TimeProvider.System.GetUtcNow();
        var at = new Timestamp((now - DateTimeOffset.UnixEpoch).Ticks * 100);
        var next = JournalSkip.Leave(journal, sequence, reason, at, companion, Events(folder, streams), streams.Cancellation);
        streams.Output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"record {sequence} is left out from now on, and every start says so. It stays in the journal; what it asked did not happen."
            )
        );
        if (next is null)
        {
            streams.Output.WriteLine("Every record after it applies.");
            return ExitCode.Success;
        }

        streams.Tell(next.Message);
        return ExitCode.Unsound;
    }

    private static IJournalStorage? Events(JournalFolder folder, JournalStreams streams)
    {
        if (folder.Events is { } events)
            return events;

        streams.Tell(
            $"{folder.EventsPlace}: expected the files of events, which show what was applied; not there, so the journal alone is asked."
        );
        return null;
    }
}
