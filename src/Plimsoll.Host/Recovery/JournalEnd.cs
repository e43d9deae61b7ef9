using Plimsoll.Host.Stream;
using Plimsoll.Journal;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Journal.Storage;
using Plimsoll.Values;

namespace Plimsoll.Host.Recovery;

/// <summary>Whether a journal's end is there. Its own bytes cannot tell: a lost end looks like one that was never written. But events and snapshots are made of durable records alone.</summary>
/// <remarks>docs/spec/0027-host.md, HOST-033.</remarks>
public static class JournalEnd
{
    /// <summary>The last record that the files of events, or what a start that was broken off wrote down of them, show to have been applied, and its time; null for none.</summary>
    /// <remarks>Where a server may be running, ask before the journal is read: it only grows.</remarks>
    public static (long Sequence, Timestamp At)? Told(IJournalStorage events) => ToldMark.Find(events);

    /// <summary>Stops where the journal ends before what is known of it, or cannot be read from its newest snapshot on: before anything is changed.</summary>
    /// <param name="journal">The folder of journal and snapshots.</param>
    /// <param name="events">The folder of events, and <see cref="Told"/> of it.</param>
    /// <param name="found">What is in the journal.</param>
    /// <exception cref="RecordsLostException">Something is missing at its end.</exception>
    /// <exception cref="JournalCorruptedException">A record that a start needs is damaged or missing.</exception>
    public static void Require(IJournalStorage journal, IJournalStorage events, JournalSummary found)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (LostToEvents(journal.Place, events.Place, Told(events)?.Sequence ?? 0, found) is { } told)
            throw told;

        var snapshot = new SnapshotStore(journal).ReadLatest(out _);
        if (snapshot?.Sequence > found.LastSequence)
        {
            throw new RecordsLostException(
                journal.Place,
                found,
                snapshot.Sequence,
                "the snapshots there",
                $"If there is no such copy, {JournalAdvice.Restore(journal.Place)} goes on from the snapshot. If the newest snapshot is of another journal, move it away."
            );
        }

        if (found.NewestSegment.Length > 0 && found.FirstSequence > (snapshot?.Sequence ?? 0) + 1)
            throw new JournalCorruptedException(
                journal.Place,
                "",
                0,
                $"expected the journal from record {(snapshot?.Sequence ?? 0) + 1} on, since no whole snapshot reaches further; it begins with record {found.FirstSequence}."
            );

        // Of the newest segment it is known; of those before only this knows, and what builds the venue afterwards would find it too late.
        var from = Math.Max(found.FirstSequence, snapshot?.Sequence ?? 1);
        if (from < found.NewestFirst)
            JournalReader.Read(journal, from, found.NewestFirst, static _ => { });
    }

    /// <summary>What there is to say when events reach farther than the journal; null when they do not.</summary>
    /// <param name="journal">The journal's folder.</param>
    /// <param name="events">The folder of events.</param>
    /// <param name="told">The last record that they show; zero for none.</param>
    /// <param name="found">What is in the journal.</param>
    public static RecordsLostException? LostToEvents(string journal, string events, long told, JournalSummary found)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (told <= found.LastSequence)
            return null;

        // Without any segment there is nothing to restore.
        var way =
            found.NewestSegment.Length == 0
                ? $"If there is no such copy, or these events are of another journal, move {events} away: what was told of the missing records is no longer so then."
                : $"If there is no such copy, {JournalAdvice.Restore(journal)} gives the missing records up and keeps the history of before; what was told of them is no longer so. If these events are of another journal, move {events} away.";
        return new(journal, found, told, $"the events in {events}", way);
    }
}
