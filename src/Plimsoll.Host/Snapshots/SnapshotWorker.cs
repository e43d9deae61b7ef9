using Plimsoll.Host.Machine;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Stream;
using Plimsoll.Journal;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Host.Snapshots;

/// <summary>Takes snapshots beside the engine, which is neither stopped nor slowed: a replica is built from the latest snapshot and the journal, as a start would, and has to come out with the engine's hash.</summary>
internal sealed class SnapshotWorker(IJournalStorage storage, EventStream stream, ICompanion companion, int kept)
{
    private int _isBusy;

    /// <summary>The record of the latest snapshot; zero for none.</summary>
    public long Latest { get; set; }

    /// <summary>Why the latest attempt failed; null when it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Takes one, unless one is being taken.</summary>
    /// <param name="sequence">After which durable record.</param>
    /// <param name="eventHash">The engine's event hash there.</param>
    /// <returns>The first record that the journal has to keep; null when no snapshot came of it.</returns>
    public long? Take(long sequence, ReadOnlySpan<byte> eventHash)
    {
        if (sequence <= Latest || Interlocked.Exchange(ref _isBusy, 1) == 1)
            return null;

        try
        {
            return Write(sequence, eventHash);
        }
        catch (Exception cause)
            when (cause
                    is IOException
                        or UnauthorizedAccessException
                        or JournalCorruptedException
                        or JournalUnavailableException
                        or WitnessException
            )
        {
            Problem = cause.Message;
            return null;
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    private long Write(long sequence, ReadOnlySpan<byte> eventHash)
    {
        var built = MachineBuilder.Build(storage, sequence, companion.CreateEmpty(), null, null);
        var replica = built.Machine;
        if (!replica.Engine.EventHash.SequenceEqual(eventHash))
            throw new WitnessException(sequence, replica.Version);

        // Events of before the snapshot are not made again by a start: they have to be there first.
        stream.Store(isDurable: true);
        var store = new SnapshotStore(storage);
        store.Write(sequence, replica.Now.Nanoseconds, built.Chain.Span, replica.Snapshot());
        (Latest, Problem) = (sequence, null);
        // The snapshot's own record stays: it proves that the two belong together.
        return Math.Max(1, store.KeepLatest(kept) - 1);
    }
}
