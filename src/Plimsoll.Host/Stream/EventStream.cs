using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Host.Stream;

/// <summary>Everything that happened, in order and without gaps, for any number of readers, each at its own pace. The latest is in memory, all of it in files.</summary>
/// <remarks>
/// The files hold nothing that the journal does not decide: what a crash takes of them is made again in recovery. One thread adds, one stores, any read.
/// </remarks>
public sealed class EventStream : IDisposable
{
    internal const int ChunkBytes = 4 << 20;
    private const int ChunksInMemory = 8;

    private readonly IJournalStorage _storage;
    private readonly ByteWriter _writer = new();
    private readonly Lock _gate = new();
    private readonly List<long> _stored = [];
    private readonly LinkedList<EventChunk> _memory = new();
    private readonly StreamStore _store;
    private volatile TaskCompletionSource _grown = NewSignal();
    private EventChunk? _tail;
    private long _last;
    private long _published;
    private int _waiting;

    /// <summary>Opens the stream that is stored in a folder; nothing of it is believed but whole records.</summary>
    internal EventStream(IJournalStorage storage)
    {
        _storage = storage;
        _store = new(storage);
        LoadStored();
    }

    /// <summary>The first record whose events can be read.</summary>
    public long FirstSequence { get; private set; } = 1;

    /// <summary>The latest record whose events can be read.</summary>
    public long LastSequence => Volatile.Read(ref _published);

    /// <summary>A reader that begins with a record; one later than the latest waits for it.</summary>
    /// <exception cref="EventsGoneException">It is not kept any more.</exception>
    public EventCursor Read(long from)
    {
        if (from < FirstSequence)
            throw new EventsGoneException(from, FirstSequence);

        return new(this, from);
    }

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    /// <summary>Makes the stream end where recovery begins: what lies before the snapshot has to be there, or is not readable.</summary>
    internal void Continue(long sequence)
    {
        if (_last >= sequence)
            return;

        _stored.Clear();
        _memory.Clear();
        (_tail, _last, FirstSequence) = (null, sequence, sequence + 1);
        Volatile.Write(ref _published, sequence);
    }

    /// <summary>Adds what the machine's latest record brought about. Seen by readers only after <see cref="Publish"/>. What is there already, of a start before, stays.</summary>
    internal void Add(VenueMachine machine, int actor, EntryKind kind, int code, long created)
    {
        if (machine.Sequence <= _last)
            return;

        _writer.Clear();
        StreamRecord.Write(_writer, machine, actor, kind, code, created);
        if (_tail is null || !_tail.TryAdd(_writer.Written))
        {
            Grow(machine.Sequence);
            _tail!.TryAdd(_writer.Written);
        }

        _last = machine.Sequence;
    }

    /// <summary>Lets readers see what was added.</summary>
    internal void Publish()
    {
        Volatile.Write(ref _published, _last);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waiting) == 0)
            return;

        var grown = _grown;
        _grown = NewSignal();
        grown.TrySetResult();
    }

    /// <summary>Writes to files what is not there yet.</summary>
    /// <param name="isDurable">Whether to wait until the device has it.</param>
    internal void Store(bool isDurable)
    {
        List<EventChunk> chunks;
        lock (_gate)
        {
            chunks = [.. _memory];
        }

        foreach (var chunk in chunks)
        {
            _store.Write(chunk, isDurable);
        }

        lock (_gate)
        {
            while (_memory.Count > ChunksInMemory && _store.IsStored(_memory.First!.Value))
            {
                _memory.RemoveFirst();
            }
        }
    }

    internal Task WaitAsync(long sequence, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        var grown = _grown;
        if (LastSequence >= sequence)
        {
            Interlocked.Decrement(ref _waiting);
            return Task.CompletedTask;
        }

        return WaitForAsync(grown.Task, cancellation);
    }

    /// <summary>The chunk that holds a record, from memory or from its file.</summary>
    internal EventChunk? Find(long sequence)
    {
        long first;
        lock (_gate)
        {
            for (var node = _memory.Last; node is not null; node = node.Previous)
            {
                if (node.Value.FirstSequence <= sequence)
                    return node.Value;
            }

            var place = _stored.BinarySearch(sequence);
            place = place >= 0 ? place : ~place - 1;
            if (place < 0)
                return null;

            first = _stored[place];
        }

        return Load(first);
    }

    private async Task WaitForAsync(Task grown, CancellationToken cancellation)
    {
        try
        {
            await grown.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private void Grow(long firstSequence)
    {
        var chunk = new EventChunk(firstSequence, Math.Max(ChunkBytes, _writer.Length + EventChunk.Head));
        lock (_gate)
        {
            _memory.AddLast(chunk);
            _stored.Add(firstSequence);
        }

        if (_tail is not null)
            _tail.Next = chunk;

        _tail = chunk;
    }

    private EventChunk Load(long first)
    {
        var bytes = StreamStore.Read(_storage, EventChunk.NameOf(first));
        var (length, _) = EventChunk.Check(bytes, first);
        var chunk = new EventChunk(first, Math.Max(ChunkBytes, length));
        chunk.Adopt(bytes.AsSpan(0, length));
        return chunk;
    }

    /// <summary>The newest files that join without a gap are the stream; a damaged one ends it at its front.</summary>
    private void LoadStored()
    {
        foreach (var name in _storage.List())
        {
            if (EventChunk.FirstSequenceOf(name) is { } first)
                _stored.Add(first);
        }

        if (_stored.Count == 0)
            return;

        var tail = Load(_stored[^1]);
        _store.Adopt(tail);
        _memory.AddLast(tail);
        (_tail, FirstSequence) = (tail, _stored[0]);
        (_, _last) = EventChunk.Check(tail.Written.Span, tail.FirstSequence);
        _published = _last;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
