using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>What one connection has to send, bounded: each request keeps its place from the moment it is read until its answer is on the wire, and messages have so many places. Both are bounded in bytes too.</summary>
/// <remarks>The host's thread only puts an outcome into a list; spelling out and sending are the writer's.</remarks>
/// <param name="messages">Messages that may wait.</param>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "Outcomes may come from the host after the connection is over: they find semaphores that still take them."
)]
internal sealed class SocketOutbox(int messages) : IReplySink
{
    /// <summary>Requests on their way, answers not sent included: beyond it the client is not read until some are.</summary>
    public const int MostRequests = 16_384;

    /// <summary>Bytes of answers that may wait to be sent, and of other messages: beyond it no further request is read, and no further message told. The last of them goes over it.</summary>
    public const int MostBytes = 2 << 20;

    private readonly Lock _gate = new();
    private readonly WakeSignal _ready = new();
    private readonly SemaphoreSlim _slotFree = new(0);
    private readonly SemaphoreSlim _roomFree = new(0);
    private readonly Stack<int> _free = new();
    private RequestId[] _requests = new RequestId[64];
    private HostEntry[] _entries = new HostEntry[64];
    private Outgoing[] _coming = new Outgoing[64];
    private int _count;
    private int _slots;
    private int _waitingMessages;
    private long _answerBytes;
    private long _messageBytes;
    private bool _isAwaited;
    private bool _isHeld;
    private int _holder;
    private bool _isWoken;
    private bool _wantsSlot;
    private bool _wantsRoom;

    /// <summary>Whose answer a place is.</summary>
    public RequestId RequestOf(int slot) => _requests[slot];

    /// <summary>The command that a place waits for: what is refused is told with it.</summary>
    public HostEntry EntryOf(int slot) => _entries[slot];

    /// <summary>Keeps a command until its answer is on the wire.</summary>
    public void Keep(int slot, in HostEntry entry)
    {
        lock (_gate)
        {
            _entries[slot] = entry;
        }
    }

    /// <summary>A place for a request; waits while all are taken, or answers of too many bytes wait.</summary>
    public async ValueTask<int> ReserveAsync(RequestId id, CancellationToken cancellation)
    {
        int slot;
        while (!TryReserve(id, out slot))
        {
            await _slotFree.WaitAsync(cancellation).ConfigureAwait(false);
        }

        return slot;
    }

    /// <inheritdoc/>
    public void Complete(long correlation, in Outcome outcome) => Add(new((int)correlation, outcome, null, 0, 0));

    /// <summary>An answer that is spelled out.</summary>
    public void Answer(int slot, ReadOnlySpan<byte> message) => Add(new(slot, default, Copy(message), message.Length, 0));

    /// <summary>A message that nobody asked for, such as events; waits while there is no room.</summary>
    /// <returns>False when nothing moved for so long: the consumer is slow.</returns>
    public async ValueTask<bool> TellAsync(ReadOnlyMemory<byte> message, long sequence, TimeSpan patience, CancellationToken cancellation)
    {
        while (!TryTell(message, sequence))
        {
            if (!await _roomFree.WaitAsync(patience, cancellation).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <summary>A message that may be left out when there is no room.</summary>
    public bool TryTell(ReadOnlyMemory<byte> message, long sequence)
    {
        lock (_gate)
        {
            if (_waitingMessages >= messages || _messageBytes >= MostBytes)
            {
                _wantsRoom = true;
                return false;
            }

            _waitingMessages++;
        }

        Add(new(-1, default, Copy(message.Span), message.Length, sequence));
        return true;
    }

    /// <summary>The writer waits no more from now on, though there may be nothing.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isWoken = true;
            if (!_isAwaited)
                return;

            _isAwaited = false;
        }

        _ready.Set(isHere: false);
    }

    /// <summary>What comes from now on waits for <see cref="Release"/>: whoever is about to get an answer by its own doing sends it itself. What another thread answers meanwhile, and a heartbeat, end it: then a device keeps the caller waiting.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            (_isHeld, _holder) = (true, Environment.CurrentManagedThreadId);
        }
    }

    /// <summary>Ends <see cref="Hold"/>. What has come meanwhile is sent on the caller's thread when the writer rests: to wake another would take longer.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _isHeld = false;
            if (!_isAwaited || _count == 0)
                return;

            _isAwaited = false;
        }

        _ready.Set(isHere: true);
    }

    /// <summary>Takes all there is, in exchange for an empty array; waits when there is nothing.</summary>
    /// <returns>How many; zero when it was only woken.</returns>
    public async ValueTask<(Outgoing[] Items, int Count)> TakeAsync(Outgoing[] empty)
    {
        if (TryTake(empty, isWaiting: true, out var items, out var count))
            return (items, count);

        await _ready.WaitAsync().ConfigureAwait(false);
        return TryTake(empty, isWaiting: false, out items, out count) ? (items, count) : (empty, 0);
    }

    /// <summary>These are on the wire: their places are free.</summary>
    public void Sent(ReadOnlySpan<Outgoing> items)
    {
        bool isSlotFree,
            isRoomFree;
        lock (_gate)
        {
            foreach (ref readonly var item in items)
            {
                if (item.Slot < 0)
                {
                    _waitingMessages--;
                    _messageBytes -= item.Length;
                }
                else
                {
                    _answerBytes -= item.Length;
                    _requests[item.Slot] = default;
                    _entries[item.Slot] = default;
                    _free.Push(item.Slot);
                }
            }

            (isSlotFree, isRoomFree) = (_wantsSlot, _wantsRoom);
            (_wantsSlot, _wantsRoom) = (false, false);
        }

        foreach (ref readonly var item in items)
        {
            if (item.Bytes is not null)
                ArrayPool<byte>.Shared.Return(item.Bytes);
        }

        if (isSlotFree)
            _slotFree.Release();

        if (isRoomFree)
            _roomFree.Release();
    }

    private bool TryReserve(RequestId id, out int slot)
    {
        lock (_gate)
        {
            if (_answerBytes >= MostBytes || (_free.Count == 0 && _slots == MostRequests))
            {
                (slot, _wantsSlot) = (-1, true);
                return false;
            }

            if (!_free.TryPop(out slot))
            {
                slot = _slots++;
                if (slot == _requests.Length)
                {
                    Array.Resize(ref _requests, 2 * slot);
                    Array.Resize(ref _entries, 2 * slot);
                }
            }

            _requests[slot] = id;
            return true;
        }
    }

    private void Add(in Outgoing item)
    {
        bool mustWake;
        lock (_gate)
        {
            if (_count == _coming.Length)
                Array.Resize(ref _coming, 2 * _coming.Length);

            _coming[_count++] = item;
            if (item.Slot < 0)
                _messageBytes += item.Length;
            else
                _answerBytes += item.Length;

            // Events of records come with the answer, or just before it.
            if (_isHeld && (item.Sequence > 0 || Environment.CurrentManagedThreadId == _holder))
                return;

            _isHeld = false;
            (mustWake, _isAwaited) = (_isAwaited, false);
        }

        if (mustWake)
            _ready.Set(isHere: false);
    }

    private bool TryTake(Outgoing[] empty, bool isWaiting, out Outgoing[] items, out int count)
    {
        lock (_gate)
        {
            (items, count) = (_coming, _count);
            _isAwaited = isWaiting && count == 0 && !_isWoken;
            if (count > 0)
                (_coming, _count) = (empty, 0);
            else
                items = empty;

            return count > 0 || _isWoken;
        }
    }

    private static byte[] Copy(ReadOnlySpan<byte> message)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(message.Length);
        message.CopyTo(bytes);
        return bytes;
    }
}
