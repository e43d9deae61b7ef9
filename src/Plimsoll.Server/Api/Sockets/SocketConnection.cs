using System.Buffers;
using System.Net.WebSockets;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>One connection: reads requests, writes answers and events. Three loops that meet in the outbox alone.</summary>
internal sealed class SocketConnection : IAsyncDisposable
{
    private const int LeastBuffer = 4 << 10;

    private readonly SocketServices _services;
    private readonly WebSocket _socket;
    private readonly CorkedStream _cork;
    private readonly SocketClient _client;
    private readonly SocketOutbox _outbox;
    private readonly SocketPump _pump;
    private readonly RequestDesk _desk;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _grace = new();

    /// <summary>There is a key, or there will be none.</summary>
    private readonly TaskCompletionSource _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(LeastBuffer);
    private byte[] _next = ArrayPool<byte>.Shared.Rent(LeastBuffer);
    private SocketEnd? _end;
    private volatile string? _keyId;
    private Task _pumping = Task.CompletedTask;
    private long _lastSequence;

    public SocketConnection(SocketServices services, WebSocket socket, CorkedStream cork, SocketClient client)
    {
        (_services, _socket, _cork, _client) = (services, socket, cork, client);
        _outbox = new(services.Api.Settings.Limits.OutboundQueue);
        _pump = new(services.Api, services.Bell, _outbox, services.Times, FindKey, End);
        _desk = new(services, client, _outbox, _pump, FindKey, Enter, End, _stop.Token);
        _cork.Watch(services.Times.Stall, () => End(SocketEnd.Slow));
    }

    /// <summary>Works until one side ends it.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var registration = stopping.Register(() => End(SocketEnd.Stopping));
        if (_client.KeyId is { } known)
            Enter(known);
        else
            _ = WaitForKeyAsync();

        var (reading, writing) = (ReadAsync(), WriteAsync());
        await Task.WhenAny(reading, writing).ConfigureAwait(false);
        End(SocketEnd.Normal);
        await writing.ConfigureAwait(false);
        // Nothing is answered any more: a reader that waits for a place goes on to the close frame.
        await _stop.CancelAsync().ConfigureAwait(false);
        if (await Task.WhenAny(reading, Task.Delay(_services.Times.Grace, CancellationToken.None)).ConfigureAwait(false) != reading)
            _socket.Abort();

        await reading.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _services.Bell.Remove(_pump);
        try
        {
            await _pumping.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        _pump.Dispose();
        _desk.Dispose();
        _stop.Dispose();
        _grace.Dispose();
    }

    /// <summary>The key as it is now; null when there is none, or it was revoked.</summary>
    private ApiKey? FindKey() => _keyId is { } id && _services.Api.Keys.Find(id) is { IsLive: true } key ? key : null;

    private void Enter(string keyId)
    {
        _keyId = keyId;
        _decided.TrySetResult();
        _services.Bell.Add(_pump);
        _pumping = Task.Run(() => PumpAsync(), CancellationToken.None);
    }

    private async Task PumpAsync()
    {
        try
        {
            await _pump.RunAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            _desk.LogFault(cause);
            End(new((int)WebSocketCloseStatus.InternalServerError, "a fault of the server"));
        }
    }

    /// <summary>The first reason holds. Whoever is told has a little time to read why.</summary>
    private void End(SocketEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null)
            return;

        if (end.Code == SocketEnd.SlowCode)
            _services.Meter.CountDropped();

        _decided.TrySetResult();
        _grace.CancelAfter(_services.Times.Grace);
        _outbox.Wake();
    }

    private async Task WaitForKeyAsync()
    {
        try
        {
            await Task.Delay(_services.Times.Authenticate, _stop.Token).ConfigureAwait(false);
            if (_keyId is null)
                End(SocketEnd.NotAuthenticated);
        }
        catch (OperationCanceledException)
        {
            // Over before.
        }
    }

    private async Task ReadAsync()
    {
        var limit = _services.Api.Settings.Limits.WebsocketFrame;
        var isReading = false;
        try
        {
            var received = await ReceiveAsync(limit).ConfigureAwait(false);
            while (received.Type != WebSocketMessageType.Close)
            {
                // The next is waited for already: so it is known whether others have come together with this one.
                (_buffer, _next) = (_next, _buffer);
                var receiving = ReceiveAsync(limit);
                isReading = true;
                try
                {
                    // What comes after the end is read for the close frame alone.
                    if (Volatile.Read(ref _end) is null)
                        await HandleAsync(received, limit, isLast: !receiving.IsCompleted).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (_stop.IsCancellationRequested)
                {
                    // It waited for a place when the connection ended.
                }

                received = await receiving.ConfigureAwait(false);
                isReading = false;
            }
        }
        catch (Exception cause) when (cause is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is gone.
        }
        catch (Exception cause)
        {
            _desk.LogFault(cause);
            End(new((int)WebSocketCloseStatus.InternalServerError, "a fault of the server"));
        }
        finally
        {
            // Into one that is still being filled nobody else may write.
            if (!isReading)
                ArrayPool<byte>.Shared.Return(_buffer);

            ArrayPool<byte>.Shared.Return(_next);
        }
    }

    private ValueTask HandleAsync((WebSocketMessageType Type, int Count, bool IsTooLarge) received, int limit, bool isLast)
    {
        if (received.IsTooLarge)
        {
            End(SocketEnd.TooLarge(limit));
            return ValueTask.CompletedTask;
        }

        return received.Type == WebSocketMessageType.Binary
            ? _desk.RefuseBinaryAsync()
            : _desk.HandleAsync(_next.AsMemory(0, received.Count), isLast);
    }

    /// <summary>One message; of one that is too large, what had come when that was seen.</summary>
    private async ValueTask<(WebSocketMessageType Type, int Count, bool IsTooLarge)> ReceiveAsync(int limit)
    {
        var count = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(count), CancellationToken.None).ConfigureAwait(false);
            count += part.Count;
            if (part.EndOfMessage || part.MessageType == WebSocketMessageType.Close || count > limit)
                return (part.MessageType, count, count > limit);

            if (count < _buffer.Length)
                continue;

            // Nobody without a key makes the server hold much: a message that brings one is smaller than this.
            await _decided.Task.ConfigureAwait(false);
            if (_keyId is null)
                return (part.MessageType, count, true);

            Grow();
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * _buffer.Length);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>All that is ready goes out as one piece.</summary>
    private async Task WriteAsync()
    {
        using var answers = new AnswerWriter();
        var empty = new Outgoing[64];
        try
        {
            while (true)
            {
                var (items, count) = await _outbox.TakeAsync(empty).ConfigureAwait(false);
                if (Volatile.Read(ref _end) is not { } end)
                {
                    await SendAsync(answers, items, count).ConfigureAwait(false);
                    empty = items;
                    continue;
                }

                if (end.IsFlushed)
                    await SendAsync(answers, items, count).ConfigureAwait(false);

                var reason = end.Text(Volatile.Read(ref _lastSequence));
                await _socket.CloseOutputAsync((WebSocketCloseStatus)end.Code, reason, _grace.Token).ConfigureAwait(false);
                return;
            }
        }
        catch (Exception cause) when (cause is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            _socket.Abort();
        }
    }

    private async ValueTask SendAsync(AnswerWriter answers, Outgoing[] items, int count)
    {
        _cork.Cork();
        var sent = 0;
        // Who is dropped is told why next, not all that waited before.
        for (; sent < count && Volatile.Read(ref _end) is not { IsFlushed: false }; sent++)
        {
            var message = items[sent].Bytes is { } bytes ? bytes.AsMemory(0, items[sent].Length) : Outcome(answers, items[sent]);
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _grace.Token).ConfigureAwait(false);
        }

        await _cork.UncorkAsync(_grace.Token).ConfigureAwait(false);

        for (var i = sent - 1; i >= 0; i--)
        {
            if (items[i].Sequence > 0)
            {
                Volatile.Write(ref _lastSequence, items[i].Sequence);
                break;
            }
        }

        _services.Meter.CountMessages(sent);
        _outbox.Sent(items.AsSpan(0, count));
    }

    private ReadOnlyMemory<byte> Outcome(AnswerWriter answers, in Outgoing item) =>
        answers.Outcome(_outbox.RequestOf(item.Slot), item.Outcome, _outbox.EntryOf(item.Slot), _services.Api);
}
