using System.Collections.Concurrent;
using Plimsoll.Host.Stream;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Tells every connection that there are events. It alone waits on the stream, so that the engine's thread wakes one and not thousands.</summary>
internal sealed class EventBell(EventStream stream) : IDisposable
{
    private readonly ConcurrentDictionary<SocketPump, byte> _pumps = new();
    private readonly CancellationTokenSource _stop = new();
    private Task? _running;

    public void Add(SocketPump pump)
    {
        _pumps[pump] = 0;
        lock (_stop)
        {
            _running ??= Task.Run(RunAsync);
        }
    }

    public void Remove(SocketPump pump) => _pumps.TryRemove(pump, out _);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var token = _stop.Token;
        try
        {
            while (true)
            {
                var last = stream.LastSequence;
                foreach (var (pump, _) in _pumps)
                {
                    pump.Ring();
                }

                await stream.Read(last + 1).WaitAsync(token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
