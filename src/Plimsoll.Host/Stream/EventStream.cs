using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Host.Stream;

/// <summary>Everything that happened, in order and without gaps, for any number of readers, each at its own pace. The latest is in memory, all of it in files.</summary>
/// <remarks>
/// The files hold nothing that the journal does not decide: what comes after the snapshot that a start takes is made again. One thread adds, any store, any read.
/// </remarks>
public sealed class EventStream : IDisposable
{
    private const int ChunksInMemory = 8;

    private readonly IJournalStorage _storage;
    private readonly int _chunkBytes;
    private readonly ByteWriter _writer = new();
    private readonly Lock _gate = new();
    private readonly Lock _storing = new();
    private readonly LinkedList<EventChunk> _memory = new();
    private readonly StreamStore _store;
    private readonly EventFiles _files;
    private volatile TaskCompletionSource _grown = NewSignal();
    private EventChunk? _tail;
    private long _last;
    private long _published;
    private int _waiting;
    private long? _cutAfter;
    private EventChunk? _adopted;
    private int _adoptedLength;
    private bool _isSettled;
    private IReadOnlyList<EventGap> _gaps = [];

    /// <summary>Opens the stream that is stored in a folder; nothing of it is believed but whole records.</summary>
    /// <param name="storage">The folder.</param>
    /// <param name="chunkBytes">How large a file grows; one that a single record does not fit is as large as that.</param>
    internal EventStream(IJournalStorage storage, int chunkBytes)
    {
        (_storage, _chunkBytes, _store) = (storage, chunkBytes, new(storage));
        _files = new(storage, chunkBytes);
    }

    /// <summary>The first record whose events can be read.</summary>
    public long FirstSequence { get; private set; } = 1;

    /// <summary>The latest record whose events can be read.</summary>
    public long LastSequence => Volatile.Read(ref _published);

    /// <summary>Records up to the latest whose events cannot be read, as far as is known: what the start came upon, and after <see cref="Check"/> all of them.</summary>
    public IReadOnlyList<EventGap> Gaps
    {
        get => Volatile.Read(ref _gaps);
        private set => Volatile.Write(ref _gaps, value);
    }

    /// <summary>How many chunks are in memory: more than usual when they cannot be stored.</summary>
    internal int InMemory
    {
        get
        {
            lock (_gate)
            {
                return _memory.Count;
            }
        }
    }

    /// <summary>Whether it is time to store, lest memory fill up.</summary>
    internal bool IsLong => InMemory > ChunksInMemory;

    /// <summary>A reader that begins with a record; one later than the latest waits for it.</summary>
    /// <exception cref="EventsGoneException">It is not kept any more.</exception>
    public EventCursor Read(long from)
    {
        if (from < FirstSequence)
            throw new EventsGoneException(from, FirstSequence);

        return new(this, from);
    }

    /// <summary>Reads all files, to know of every one that is damaged or gone; see <see cref="Gaps"/>. For any thread; takes as long as the device takes to read them.</summary>
    /// <param name="pause">Is called before each file, to leave the device to others or, by an exception, to give up.</param>
    public void Check(Action pause)
    {
        EventFiles files;
        long to;
        lock (_gate)
        {
            // What is in memory is written from there.
            (files, to) = (_files.Copy(), _memory.First?.Value.FirstSequence - 1 ?? LastSequence);
        }

        Gaps = files.FindGaps(to, pause);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_storing)
        {
            _store.Dispose();
        }
    }

    /// <summary>What is there belongs to another journal: it is put aside.</summary>
    internal void Begin() => _files.PutAside();

    /// <summary>Whether the files reach a record, so that a start that makes again what comes after it loses nothing.</summary>
    internal bool Reaches(long sequence) => _files.Reaches(sequence);

    /// <summary>Makes the stream end where recovery begins. What comes later is made again; where the files do not reach that place, it has a gap.</summary>
    /// <remarks>The files are cut only when they are next written: a device that takes nothing stops no start, and one that is broken off early leaves them as they were.</remarks>
    internal void Continue(long sequence)
    {
        _tail = _files.CutAfter(sequence);
        (_cutAfter, _adopted, _adoptedLength) = (sequence, _tail, _tail?.Length ?? 0);
        FirstSequence = _files.First ?? sequence + 1;
        Gaps = FindGap(sequence);
        _last = sequence;
        Volatile.Write(ref _published, sequence);
        if (_tail is not null)
            _memory.AddLast(_tail);
    }

    /// <summary>A start has come through: its own record says what was applied before it.</summary>
    internal void Settle()
    {
        lock (_storing)
        {
            ToldMark.Clear(_storage);
            _isSettled = true;
        }
    }

    /// <summary>Adds what the machine's latest record brought about. Seen by readers only after <see cref="Publish"/>.</summary>
    internal void Add(VenueMachine machine, int actor, EntryKind kind, int code, long created)
    {
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
        lock (_storing)
        {
            Cut();
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
                while (_memory.Count > ChunksInMemory && _store.IsDurable(_memory.First!.Value))
                {
                    var oldest = _memory.First!.Value;
                    _store.Forget(oldest);
                    // Whoever still reads in it finds the next one by number; else one slow reader would hold all of them.
                    oldest.Next = null;
                    _memory.RemoveFirst();
                }
            }
        }
    }

    internal async Task WaitAsync(long sequence, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            while (true)
            {
                var grown = _grown;
                if (LastSequence >= sequence)
                    return;

                await grown.Task.WaitAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>The chunk that holds a record, from memory or from its file; null when there is none.</summary>
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

            if (_files.Holding(sequence) is not { } found)
                return null;

            first = found;
        }

        return _files.Load(first, sequence, out _);
    }

    /// <summary>Where to go on behind what cannot be read.</summary>
    internal long FirstAfter(long sequence)
    {
        lock (_gate)
        {
            return _files.After(sequence) ?? _last + 1;
        }
    }

    /// <summary>Before anything is written for the first time: what is made again must not stand beside what was there.</summary>
    private void Cut()
    {
        if (_cutAfter is not { } sequence)
            return;

        if (!_isSettled)
            ToldMark.Keep(_storage, sequence);

        _files.RemoveCut();
        if (_adopted is not null)
            _store.Adopt(_adopted, _adoptedLength);

        (_cutAfter, _adopted) = (null, null);
    }

    /// <summary>What lies between the end of the files and the place where recovery begins, and before the first.</summary>
    private EventGap[] FindGap(long sequence)
    {
        if (FirstSequence > sequence)
            return sequence == 0 ? [] : [new(1, sequence)];

        EventGap[] before = FirstSequence > 1 ? [new(1, FirstSequence - 1)] : [];
        return _tail is null ? [.. before, new(_files.LastOf(_files.Holding(sequence)!.Value) + 1, sequence)] : before;
    }

    private void Grow(long firstSequence)
    {
        var chunk = new EventChunk(firstSequence, Math.Max(_chunkBytes, _writer.Length + EventChunk.Head));
        lock (_gate)
        {
            _memory.AddLast(chunk);
            _files.Add(firstSequence);
        }

        _tail?.Complete(chunk);
        _tail = chunk;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
