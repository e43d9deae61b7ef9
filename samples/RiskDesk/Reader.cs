using System.Collections.Concurrent;
using Plimsoll.Engine;
using Plimsoll.Engine.Events;

namespace RiskDesk;

/// <summary>An engine on another thread that knows what the first one knows: it is fed copies of the bytes of its events, and may be asked at leisure.</summary>
internal sealed class Reader : IDisposable
{
    private readonly BlockingCollection<byte[]> _waiting = new(boundedCapacity: 1_024);
    private readonly Thread _thread;
    private MarginEngine? _follower;

    public Reader()
    {
        _thread = new(Follow) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Hands over the events of one command, on the engine's thread: they are gone when it applies the next.</summary>
    public void Hand(EventBuffer events) => _waiting.Add(events.Bytes.ToArray());

    /// <summary>Waits for the end, and gives the engine to whoever asks next.</summary>
    public MarginEngine Finish()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        return _follower!;
    }

    public void Dispose()
    {
        if (!_waiting.IsAddingCompleted)
            Finish();

        _waiting.Dispose();
    }

    private void Follow()
    {
        var events = new EventBuffer();
        foreach (var bytes in _waiting.GetConsumingEnumerable())
        {
            events.Load(bytes);
            if (_follower is null)
                _follower = MarginEngine.Follow(events);
            else
                _follower.FollowOn(events);
        }
    }
}
