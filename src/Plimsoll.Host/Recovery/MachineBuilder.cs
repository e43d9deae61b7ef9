using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Host.Stream;
using Plimsoll.Journal;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Journal.Storage;
using Plimsoll.Values;

namespace Plimsoll.Host.Recovery;

/// <summary>From a folder to a machine: the newest whole snapshot, and the records after it.</summary>
internal sealed class MachineBuilder(IJournalStorage storage, ICompanion companion)
{
    private const int ProgressEvery = 65_536;
    private const int CancelEvery = 1_024;

    /// <summary>Files of events that a start holds in memory at most, of 4 MiB each.</summary>
    private const int MostUnstored = 128;

    private readonly EntryDecoder _decoder = new();
    private readonly IReadOnlyList<SkippedRecord> _skips = new SkipStore(storage).Read();
    private readonly HashSet<long> _told = [];
    private int _unstored;

    /// <summary>Where events go; null for a replica.</summary>
    public EventStream? Stream { get; init; }

    /// <summary>Who is told how far it is.</summary>
    public IProgress<RecoveryProgress>? Progress { get; init; }

    /// <summary>Who is told of every record that was applied; null for nobody.</summary>
    public Action<VenueMachine, HostEntry, Outcome>? Observer { get; init; }

    /// <summary>Whether snapshots are used; else all is built from the first record.</summary>
    public bool UsesSnapshots { get; init; } = true;

    /// <summary>Only snapshots of this record or of earlier ones are used, so that those after it are told to the observer.</summary>
    public long SnapshotUpTo { get; init; } = long.MaxValue;

    /// <summary>Builds the machine as it was after a record.</summary>
    /// <param name="to">The last record to apply.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JournalCorruptedException">The journal is damaged, holds what is no entry, or is not the one of its snapshot.</exception>
    /// <exception cref="WitnessException">The journal was written by a program that decides otherwise.</exception>
    public Recovered Build(long to, CancellationToken cancellation = default)
    {
        var (machine, chain, damaged) = UsesSnapshots ? Restore(Math.Min(to, SnapshotUpTo)) : (null, default, []);
        var newest = machine?.Sequence ?? 0;
        if (machine is not null && Stream is { } torn && !torn.Reaches(newest) && FindEarlier(machine, torn, cancellation) is { } earlier)
        {
            companion.Restore(companion.CreateEmpty().Snapshot().Span);
            (machine, chain, _) = Restore(earlier);
        }

        var snapshot = machine?.Sequence ?? 0;
        Stream?.Continue(snapshot);
        // A snapshot is made only after the start that passed a record has written so.
        _told.UnionWith(_skips.Select(skip => skip.Sequence).Where(sequence => sequence <= snapshot));
        var first = Math.Max(1, snapshot);
        if (snapshot > 0 && JournalReader.First(storage) == snapshot + 1)
        {
            // A journal that was restored from the snapshot: it begins with the running hash of that record.
            RequireSame(JournalReader.Read(storage, ++first, snapshot, static _ => { }).Chain.Span, chain.Span, snapshot);
        }

        var summary = Read(
            first,
            to,
            record =>
            {
                if (record.Sequence == snapshot)
                {
                    // The snapshot's own record is kept with it: it proves that the two belong together.
                    RequireSame(record.Chain, chain.Span, snapshot);
                    return;
                }

                machine = Apply(machine, record, snapshot);
                if (record.Sequence % CancelEvery == 0)
                    cancellation.ThrowIfCancellationRequested();

                if (record.Sequence % ProgressEvery == 0)
                    Progress?.Report(new(record.Sequence - snapshot, to - snapshot));
            }
        );

        Stream?.Publish();
        if (machine is null || machine.Sequence < to)
            throw Damage($"expected records up to {to}; found them up to {machine?.Sequence ?? 0}.");

        Progress?.Report(new(to - snapshot, to - snapshot));
        return new(machine, snapshot, summary.Chain, damaged)
        {
            EventsMadeAgainFrom = snapshot < newest ? snapshot + 1 : 0,
            Skipped = [.. _skips.Where(skip => skip.Sequence <= to)],
            Untold = [.. _skips.Where(skip => skip.Sequence <= to && !_told.Contains(skip.Sequence))],
        };
    }

    /// <summary>The newest snapshot that is whole, and of a form that can be read.</summary>
    private (VenueMachine? Machine, ReadOnlyMemory<byte> Chain, List<string> Damaged) Restore(long to)
    {
        var problems = new List<string>();
        var store = new SnapshotStore(storage);
        while (store.ReadLatest(to, out var damaged) is var found)
        {
            problems.AddRange(damaged);
            if (found is null)
                break;

            try
            {
                return (VenueMachine.Restore(found.Content.Span, companion), found.Chain, problems);
            }
            catch (InvalidDataException cause)
            {
                problems.Add($"the snapshot of record {found.Sequence} cannot be read: {cause.Message}");
                to = found.Sequence - 1;
            }
        }

        return (null, default, problems);
    }

    /// <summary>The newest snapshot that the files of events reach, from which the journal makes the same again; zero for the first record, null for none.</summary>
    private long? FindEarlier(VenueMachine known, EventStream stream, CancellationToken cancellation)
    {
        foreach (var each in new SnapshotStore(storage).List().Where(each => each < known.Sequence).Append(0))
        {
            if (stream.Reaches(each) && MakesAgain(each, known, cancellation))
                return each;
        }

        return null;
    }

    /// <summary>Tried before anything is cut: what the newest snapshot passes over may be gone, damaged, or of a program that decided otherwise.</summary>
    private bool MakesAgain(long from, VenueMachine known, CancellationToken cancellation)
    {
        try
        {
            var made = new MachineBuilder(storage, companion.CreateEmpty()) { SnapshotUpTo = from }.Build(known.Sequence, cancellation);
            return made.SnapshotSequence == from && made.Machine.Engine.EventHash.SequenceEqual(known.Engine.EventHash);
        }
        catch (Exception cause) when (cause is JournalCorruptedException or WitnessException or RecordStopsException)
        {
            return false;
        }
    }

    private JournalSummary Read(long from, long to, JournalRecordHandler handler)
    {
        try
        {
            return JournalReader.Read(storage, from, to, handler);
        }
        catch (ArgumentOutOfRangeException cause) when (cause.ParamName == "from")
        {
            throw Damage($"expected the journal from record {from} on, since no whole snapshot reaches further; {cause.Message}");
        }
    }

    private VenueMachine Apply(VenueMachine? machine, scoped JournalRecord record, long snapshot)
    {
        var at = new Timestamp(record.Time);
        HostEntry entry;
        var outcome = new Outcome(record.Sequence, at, 0, null, Money.Zero, 0, false);
        try
        {
            entry = _decoder.Decode(record.Payload);
            if (machine is not null && entry.Kind == EntryKind.Opened)
                throw new EntryFormatException("a venue begins once, with the first record.");

            if (machine is null)
                machine = VenueMachine.Open(record.Sequence, at, entry, companion);
        }
        catch (Exception cause) when (cause is EntryFormatException or ArgumentException)
        {
            throw Damage($"record {record.Sequence} holds no entry: {cause.Message}", record.Sequence);
        }

        if (machine.Sequence != record.Sequence)
            outcome = IsSkipped(record) ? machine.Skip(record.Sequence, at, entry) : Apply(machine, record.Sequence, at, entry);

        if (entry.Kind == EntryKind.Skipped)
            Remember(record.Sequence, entry.Subject, snapshot);

        Observer?.Invoke(machine, entry, outcome);
        if (Stream is not { } stream)
            return machine;

        stream.Add(machine, entry.Actor, entry.Kind, outcome.Code, outcome.Created);
        if (stream.IsLong)
            Store(stream);

        return machine;
    }

    /// <summary>A device that takes no events stops no start: they wait in memory, which must not fill up.</summary>
    private void Store(EventStream stream)
    {
        if (stream.InMemory <= _unstored)
            return;

        try
        {
            stream.Store(isDurable: false);
            _unstored = 0;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException && stream.InMemory < MostUnstored)
        {
            _unstored = stream.InMemory; // Tried again with the next file.
        }
    }

    private Outcome Apply(VenueMachine machine, long sequence, Timestamp at, in HostEntry entry)
    {
        try
        {
            return machine.Apply(sequence, at, entry);
        }
        catch (Exception bug) when (bug is not (WitnessException or OutOfMemoryException or IOException))
        {
            throw new RecordStopsException(storage.Place, sequence, entry.What, bug);
        }
    }

    /// <summary>Whether an operator has left it out: this very record, not one of the same number in another journal.</summary>
    private bool IsSkipped(scoped JournalRecord record)
    {
        foreach (var skip in _skips)
        {
            if (skip.Sequence != record.Sequence)
                continue;

            return record.Chain.SequenceEqual(skip.Chain.Span)
                ? true
                : throw Damage($"the marker that leaves out record {record.Sequence} is of another journal; take it away.");
        }

        return false;
    }

    /// <summary>What the journal says was left out has to be left out again: else this would be another venue.</summary>
    private void Remember(long sequence, long subject, long snapshot)
    {
        if (subject > snapshot && _skips.All(skip => skip.Sequence != subject))
            throw Damage(
                $"record {sequence} says that record {subject} was left out, and the marker that does it is not there: put a copy of skipped-….record in its place."
            );

        _told.Add(subject);
    }

    private void RequireSame(ReadOnlySpan<byte> chain, ReadOnlySpan<byte> expected, long sequence)
    {
        if (!chain.SequenceEqual(expected))
            throw Damage($"the snapshot of record {sequence} is of another journal.");
    }

    private JournalCorruptedException Damage(string problem, long from = 0) => new(storage.Place, "", 0, problem, from);
}
