using Plimsoll.Host.Machine;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Stream;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Host.Snapshots;

/// <summary>Takes snapshots beside the engine, which is neither stopped nor slowed: a replica is built from the latest snapshot and the journal, as a start would, and has to come out with the engine's hash.</summary>
internal sealed class SnapshotWorker(IJournalStorage storage, EventStream stream, ICompanion companion, int kept)
{
    private int _isBusy;
    private long _latest;
    private volatile string? _problem;

    /// <summary>The record of the latest snapshot; zero for none.</summary>
    public long Latest
    {
        get => Volatile.Read(ref _latest);
        init => _latest = value;
    }

    /// <summary>Why the latest attempt failed; null when it did not.</summary>
    public string? Problem => _problem;

    /// <summary>Takes one, unless one is being taken.</summary>
    /// <param name="sequence">After which durable record.</param>
    /// <param name="eventHash">The engine's event hash there.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The first record that the journal has to keep; null when no snapshot came of it.</returns>
    public long? Take(long sequence, ReadOnlySpan<byte> eventHash, CancellationToken cancellation)
    {
        if (sequence <= Latest || Interlocked.Exchange(ref _isBusy, 1) == 1)
            return null;

        try
        {
            return Write(sequence, eventHash, cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception cause)
        {
            // Whatever it is, it is the replica's: the engine goes on, nothing is removed, and a person is told.
            _problem = cause.Message;
            return null;
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    private long Write(long sequence, ReadOnlySpan<byte> eventHash, CancellationToken cancellation)
    {
        var built = new MachineBuilder(storage, companion.CreateEmpty()).Build(sequence, cancellation);
        var replica = built.Machine;
        if (!replica.Engine.EventHash.SequenceEqual(eventHash))
            throw new WitnessException(sequence, replica.Version);

        var content = replica.Snapshot();
        RequireReadable(content);
        cancellation.ThrowIfCancellationRequested();
        // Events of before the snapshot are not made again by a start: they have to be there first.
        stream.Store(isDurable: true);
        var store = new SnapshotStore(storage);
        store.Write(sequence, replica.Now.Nanoseconds, built.Chain.Span, content);
        Volatile.Write(ref _latest, sequence);
        _problem = null;
        // Until there are as many as are wanted the whole journal stays. The oldest one's own record does too: it proves that the two belong together.
        return Math.Max(1, store.KeepLatest(kept) - 1);
    }

    /// <summary>Segments go because of it: so it is read once, as a start would, before it counts.</summary>
    private void RequireReadable(byte[] content)
    {
        if (!VenueMachine.Restore(content, companion.CreateEmpty()).Snapshot().AsSpan().SequenceEqual(content))
            throw new InvalidDataException("The snapshot was read back as another state; it was given up.");
    }
}
