namespace Plimsoll.Host.Machine;

/// <summary>A replica of a venue, as it was after a durable record. Nobody else looks at it, and nothing changes it.</summary>
public sealed class VenueReplica : IDisposable
{
    private Action? _release;

    internal VenueReplica(VenueMachine machine, Action release) => (Machine, _release) = (machine, release);

    /// <summary>The machine.</summary>
    public VenueMachine Machine { get; }

    /// <summary>Lets the next one be built.</summary>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
