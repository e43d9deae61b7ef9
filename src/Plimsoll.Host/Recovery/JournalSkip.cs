using System.Text;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Stream;
using Plimsoll.Journal;
using Plimsoll.Journal.Storage;
using Plimsoll.Values;

namespace Plimsoll.Host.Recovery;

/// <summary>Leaves out one record that makes the engine find a bug in itself, so that the venue can start without another program.</summary>
/// <remarks>Only such a record, and only one that no program ever applied: what somebody was told of is never left out. docs/spec/0027-host.md.</remarks>
public static class JournalSkip
{
    /// <summary>What is left out already.</summary>
    /// <exception cref="JournalCorruptedException">A marker is damaged.</exception>
    public static IReadOnlyList<SkippedRecord> List(IJournalStorage storage) => new SkipStore(storage).Read();

    /// <summary>Leaves a record out. The journal's records stay as they are; a marker is written beside them.</summary>
    /// <param name="storage">The journal, taken: nobody else writes it.</param>
    /// <param name="sequence">The record.</param>
    /// <param name="reason">Why, for the audit log: 1 … 64 bytes without control characters.</param>
    /// <param name="at">Now.</param>
    /// <param name="companion">An empty companion of the venue's kind.</param>
    /// <param name="events">The stream's files, which show what was applied; null when they are not there.</param>
    /// <param name="cancellation">Gives up; nothing is left out then.</param>
    /// <returns>The next record that stops the engine; null when all that come after apply.</returns>
    /// <exception cref="SkipRefusedException">It is not such a record; the message says why.</exception>
    /// <exception cref="JournalCorruptedException">The journal is damaged.</exception>
    /// <exception cref="JournalUnavailableException">The device did not take the marker.</exception>
    public static RecordStopsException? Leave(
        IJournalStorage storage,
        long sequence,
        string reason,
        Timestamp at,
        ICompanion companion,
        IJournalStorage? events = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(companion);
        if (string.IsNullOrWhiteSpace(reason) || Encoding.UTF8.GetByteCount(reason) > HostEntry.MaxText || reason.Any(char.IsControl))
            throw new SkipRefusedException($"expected a reason of 1 to {HostEntry.MaxText} bytes in one line.");

        var stops = FirstStop(storage, companion, cancellation);
        if (stops is null)
            throw new SkipRefusedException("every record applies, and none stops a start.") { NothingStops = true };

        if (stops.Sequence != sequence)
            throw new SkipRefusedException(
                $"a start stops at record {stops.Sequence}, not at {sequence}: only that one can be left out, and the ones before it apply."
            );

        new SkipStore(storage).Write(new(sequence, at, reason, Judge(storage, sequence, events)));
        return FirstStop(storage, companion, cancellation);
    }

    /// <summary>The first record at which a start stops; null when none does.</summary>
    /// <exception cref="JournalCorruptedException">The journal is damaged.</exception>
    public static RecordStopsException? FirstStop(IJournalStorage storage, ICompanion companion, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(companion);
        try
        {
            var last = JournalReader.Read(storage, long.MaxValue, static _ => { }).LastSequence;
            new MachineBuilder(storage, companion.CreateEmpty()).Build(last, cancellation);
            return null;
        }
        catch (RecordStopsException stops)
        {
            return stops;
        }
    }

    /// <summary>The running hash with the record, unless what comes after it shows that some program came past it.</summary>
    private static byte[] Judge(IJournalStorage storage, long sequence, IJournalStorage? events)
    {
        var decoder = new EntryDecoder();
        var told = events is null ? null : ToldMark.Find(events);
        byte[] chain = [];
        JournalReader.Read(
            storage,
            sequence,
            record =>
            {
                var entry = decoder.Decode(record.Payload);
                // The same number and the same time: these are the events of this journal, and they came past the record.
                if (told is { } last && last.Sequence == record.Sequence && last.At.Nanoseconds == record.Time)
                    throw new SkipRefusedException(
                        $"the stream of events ({events!.Place}) reaches record {last.Sequence}: some program had applied record {sequence}, and somebody may have been told of it. Run that version, or one without the bug."
                    );

                if (record.Sequence == sequence)
                    chain = record.Chain.ToArray();
                else if (
                    entry.Kind is EntryKind.Started or EntryKind.StartedFormerly
                    || (entry.Kind is EntryKind.Witness or EntryKind.WitnessFormerly && entry.Subject >= sequence)
                )
                    throw new SkipRefusedException(
                        $"record {record.Sequence} was written by a program that had applied record {sequence}: somebody may have been told of it. Run that version, or one without the bug."
                    );
            }
        );
        return chain;
    }
}
