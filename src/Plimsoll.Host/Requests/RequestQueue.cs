namespace Plimsoll.Host.Requests;

/// <summary>What was asked and not yet taken: many ask, one takes all there is at once. Bounded: when it is full, whoever asks is told.</summary>
internal sealed class RequestQueue(int capacity) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0);
    private HostRequest[] _coming = new HostRequest[Math.Min(capacity, 1024)];
    private int _count;
    private bool _isWaiting;
    private HostReason _closed;
    private long _busyCount;

    /// <summary>How many wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many came when it was full.</summary>
    public long BusyCount => Volatile.Read(ref _busyCount);

    /// <summary>Puts one in its place.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isQuiet">Whether the caller takes it out again itself, so that nobody has to be woken.</param>
    /// <returns>None, or why it was not taken.</returns>
    public HostReason TryAdd(in HostRequest request, bool isQuiet = false)
    {
        lock (_gate)
        {
            if (_closed != HostReason.None)
                return _closed;

            if (_count == capacity)
            {
                _busyCount++;
                return HostReason.Busy;
            }

            if (_count == _coming.Length)
                Array.Resize(ref _coming, Math.Min(capacity, 2 * _coming.Length));

            _coming[_count++] = request;
            if (!isQuiet)
                Wake();

            return HostReason.None;
        }
    }

    /// <summary>Takes nothing more; what waits can still be taken.</summary>
    /// <param name="reason">What whoever comes is told; the first one stays.</param>
    public void Close(HostReason reason)
    {
        lock (_gate)
        {
            _closed = _closed == HostReason.None ? reason : _closed;
            Wake();
        }
    }

    /// <summary>Whoever is still on the way in is told that it is closed, and wakes nobody.</summary>
    public void Dispose()
    {
        Close(HostReason.Stopping);
        _wake.Dispose();
    }

    /// <summary>Waits until there may be something to take, or nothing more will come.</summary>
    public void Wait(TimeSpan wait)
    {
        lock (_gate)
        {
            _isWaiting = _count == 0 && _closed == HostReason.None;
            if (!_isWaiting)
                return;
        }

        _wake.Wait(wait);
    }

    /// <summary>Waits for anything, and takes all of it in exchange for an empty array.</summary>
    /// <param name="empty">Room for the next ones; what was taken comes back in it.</param>
    /// <param name="wait">How long to wait at most.</param>
    /// <param name="isClosed">Whether nothing more will come.</param>
    /// <returns>How many were taken.</returns>
    public int Take(ref HostRequest[] empty, TimeSpan wait, out bool isClosed)
    {
        if (wait > TimeSpan.Zero)
            Wait(wait);

        lock (_gate)
        {
            isClosed = _closed != HostReason.None;
            var count = _count;
            if (count > 0)
                (_coming, empty) = (empty, _coming);

            _count = 0;
            return count;
        }
    }

    /// <summary>Within the gate: after the queue is closed nobody comes here any more.</summary>
    private void Wake()
    {
        if (!_isWaiting)
            return;

        _isWaiting = false;
        _wake.Release();
    }
}
