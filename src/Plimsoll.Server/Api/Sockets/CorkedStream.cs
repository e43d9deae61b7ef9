namespace Plimsoll.Server.Api.Sockets;

/// <summary>A transport that keeps small frames until they are worth a send: many answers go out as one piece. Frames of other threads, such as pongs, join in. It knows when the other side takes nothing.</summary>
internal sealed class CorkedStream(Stream inner) : Stream
{
    private const int Most = 128 << 10;
    private const int Piece = 64 << 10;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private byte[] _waiting = new byte[4 << 10];
    private byte[] _spare = new byte[4 << 10];
    private int _count;
    private volatile bool _isCorked;
    private Timer? _stall;
    private TimeSpan _patience;
    private bool _isWatched;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Says what to do when nothing could be sent for so long, whatever it is. Before anything is sent.</summary>
    public void Watch(TimeSpan patience, Action stalled)
    {
        _patience = patience;
        _stall = new(static stalled => ((Action)stalled!)(), stalled, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Keeps what is written until <see cref="UncorkAsync"/>.</summary>
    public void Cork() => _isCorked = true;

    /// <summary>Sends what was kept.</summary>
    public ValueTask UncorkAsync(CancellationToken cancellation)
    {
        _isCorked = false;
        return SendAsync(cancellation);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bool isFull;
        lock (_gate)
        {
            if (_count + buffer.Length > _waiting.Length)
                Array.Resize(ref _waiting, Math.Max(2 * _waiting.Length, _count + buffer.Length));

            buffer.CopyTo(_waiting.AsMemory(_count));
            _count += buffer.Length;
            isFull = _count >= Most;
        }

        return isFull ? SendAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _isCorked ? Task.CompletedTask : SendAsync(cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stall?.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask SendAsync(CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            int count;
            lock (_gate)
            {
                (_waiting, _spare) = (_spare, _waiting);
                count = _count;
                _count = 0;
            }

            if (count == 0)
                return;

            // Piece by piece: who reads a large answer slowly does read.
            for (var from = 0; from < count; from += Piece)
            {
                var piece = _spare.AsMemory(from, Math.Min(Piece, count - from));
                await Watched(inner.WriteAsync(piece, cancellation)).ConfigureAwait(false);
            }

            await Watched(new(inner.FlushAsync(cancellation))).ConfigureAwait(false);
        }
        finally
        {
            if (_isWatched)
            {
                _isWatched = false;
                _stall!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            _sending.Release();
        }
    }

    /// <summary>What goes out at once, as nearly all does, needs no timer.</summary>
    private ValueTask Watched(ValueTask sending)
    {
        if (!sending.IsCompleted && _stall is { } stall)
        {
            _isWatched = true;
            stall.Change(_patience, Timeout.InfiniteTimeSpan);
        }

        return sending;
    }
}
