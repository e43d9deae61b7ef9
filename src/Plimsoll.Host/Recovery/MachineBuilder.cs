using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Stream;
using Plimsoll.Journal;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Journal.Storage;
using Plimsoll.Values;

namespace Plimsoll.Host.Recovery;

/// <summary>From a folder to a machine: the newest whole snapshot, and the records after it.</summary>
internal static class MachineBuilder
{
    private const int ProgressEvery = 65_536;

    /// <summary>Builds the machine as it was after a record.</summary>
    /// <param name="storage">The journal and its snapshots.</param>
    /// <param name="to">The last record to apply.</param>
    /// <param name="companion">An empty companion.</param>
    /// <param name="stream">Where events go that are not there yet; null for a replica.</param>
    /// <param name="progress">Who is told how far it is.</param>
    /// <exception cref="JournalCorruptedException">The journal is damaged, or holds what is no entry.</exception>
    /// <exception cref="WitnessException">The journal was written by a program that decides otherwise.</exception>
    public static Recovered Build(
        IJournalStorage storage,
        long to,
        ICompanion companion,
        EventStream? stream,
        IProgress<RecoveryProgress>? progress
    )
    {
        var found = new SnapshotStore(storage).ReadLatest(out var damaged, to);
        VenueMachine? machine = null;
        if (found is not null && found.Sequence <= to)
            machine = VenueMachine.Restore(found.Content.Span, companion);

        var snapshotSequence = machine?.Sequence ?? 0;
        stream?.Continue(snapshotSequence);
        var decoder = new EntryDecoder();
        var (first, chain) = (Math.Max(1, snapshotSequence), found?.Chain ?? default);
        var summary = JournalReader.Read(
            storage,
            first,
            to,
            record =>
            {
                if (machine is not null && record.Sequence <= machine.Sequence)
                {
                    if (record.Sequence == machine.Sequence && !record.Chain.SequenceEqual(chain.Span))
                        throw new JournalCorruptedException(
                            storage.Place,
                            0,
                            $"the snapshot of record {record.Sequence} is of another journal."
                        );

                    return;
                }

                machine = Apply(machine, record, decoder, companion, stream, storage.Place);
                if (record.Sequence % ProgressEvery == 0)
                    progress?.Report(new(record.Sequence - first, to - first));
            }
        );

        stream?.Publish();
        if (machine is null || machine.Sequence < to)
            throw new JournalCorruptedException(
                storage.Place,
                0,
                $"expected records up to {to}; found them up to {machine?.Sequence ?? 0}."
            );

        progress?.Report(new(to - first, to - first));
        return new(machine, snapshotSequence, summary.Chain, damaged);
    }

    private static VenueMachine Apply(
        VenueMachine? machine,
        scoped JournalRecord record,
        EntryDecoder decoder,
        ICompanion companion,
        EventStream? stream,
        string place
    )
    {
        HostEntry entry;
        var at = new Timestamp(record.Time);
        try
        {
            entry = decoder.Decode(record.Payload);
            if (machine is null)
            {
                var opened = VenueMachine.Open(record.Sequence, at, entry, companion);
                stream?.Add(opened, entry.Actor, entry.Kind, 0, 0);
                return opened;
            }
        }
        catch (Exception cause) when (cause is EntryFormatException or ArgumentException)
        {
            throw new JournalCorruptedException(place, 0, $"record {record.Sequence} holds no entry: {cause.Message}");
        }

        var outcome = machine.Apply(record.Sequence, at, entry);
        stream?.Add(machine, entry.Actor, entry.Kind, outcome.Code, outcome.Created);
        return machine;
    }
}
