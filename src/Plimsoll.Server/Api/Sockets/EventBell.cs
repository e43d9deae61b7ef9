using System.Collections.Concurrent;
using Plimsoll.Host.Stream;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Tells connections that there are events: those that follow any, and all when keys have changed. It alone waits on the stream, so that the engine's thread wakes one and not thousands, and none where nobody listens.</summary>
internal sealed class EventBell : IDisposable
{
    private readonly EventStream _stream;
    private readonly ApiKeyBook _keys;
    private readonly ConcurrentDictionary<SocketPump, byte> _pumps = new();
    private readonly ConcurrentDictionary<SocketPump, byte> _listening = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private bool _isRunning;

    public EventBell(EventStream stream, ApiKeyBook keys)
    {
        (_stream, _keys) = (stream, keys);
        _keys.Changed += RingAll;
    }

    /// <summary>A connection has a key: it is told when keys change.</summary>
    public void Add(SocketPump pump) => _pumps[pump] = 0;

    /// <summary>A connection follows events from now on.</summary>
    public void Listen(SocketPump pump)
    {
        _listening[pump] = 0;
        lock (_gate)
        {
            if (_isRunning)
                return;

            _isRunning = true;
        }

        _ = Task.Run(RunAsync);
    }

    /// <summary>A connection follows nothing any more.</summary>
    public void Unlisten(SocketPump pump) => _listening.TryRemove(pump, out _);

    public void Remove(SocketPump pump)
    {
        _pumps.TryRemove(pump, out _);
        _listening.TryRemove(pump, out _);
    }

    public void Dispose()
    {
        _keys.Changed -= RingAll;
        _stop.Cancel();
        _stop.Dispose();
    }

    private void RingAll(object? sender, EventArgs happened)
    {
        foreach (var (pump, _) in _pumps)
        {
            pump.Ring();
        }
    }

    private async Task RunAsync()
    {
        var token = _stop.Token;
        try
        {
            while (!IsOver())
            {
                var last = _stream.LastSequence;
                foreach (var (pump, _) in _listening)
                {
                    pump.Ring();
                }

                await _stream.Read(last + 1).WaitAsync(token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private bool IsOver()
    {
        lock (_gate)
        {
            // Whoever listens from now on starts it again.
            if (!_listening.IsEmpty)
                return false;

            _isRunning = false;
            return true;
        }
    }
}
