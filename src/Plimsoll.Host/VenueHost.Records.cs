using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Stream;
using Plimsoll.Journal;

namespace Plimsoll.Host;

/// <content>The records that the host writes of itself.</content>
public sealed partial class VenueHost
{
    private static void Begin(JournalWriter writer, EventStream stream, HostOptions options)
    {
        _ = new MarginEngine(options.Venue); // Refuses rules that are out of range, before they are the first record.
        stream.Begin();
        var at = options.Clock.Now();
        var entry = HostEntry.Open(new ChangeVenue(at, options.Venue, at));
        writer.Append(at.Nanoseconds, new EntryEncoder().Encode(entry));
        writer.Commit();
    }

    /// <summary>Every start is a record: which version goes on, and from which hash; and what was left out on the way, when it is passed for the first time.</summary>
    private static void Append(JournalWriter writer, VenueMachine machine, EventStream stream, HostOptions options, in HostEntry entry)
    {
        var now = options.Clock.Now();
        var at = now < machine.Now ? machine.Now : now;
        var sequence = writer.Append(at.Nanoseconds, new EntryEncoder().Encode(entry));
        writer.Commit();
        machine.Apply(sequence, at, entry);
        stream.Add(machine, 0, entry.Kind, 0, 0);
        stream.Publish();
    }
}
