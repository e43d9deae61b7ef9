using System.Globalization;
using Plimsoll.Host.Requests;

namespace Plimsoll.Host.Pipeline;

/// <summary>How long the device has been at work for who writes, and what it has of requests: a device that hangs tells of no failure, so somebody else has to look at the clock.</summary>
/// <remarks>Who writes calls <see cref="Begin"/> and <see cref="End"/>; anybody may ask meanwhile.</remarks>
internal sealed class DeviceWatch(TimeProvider clock, TimeSpan limit)
{
    private const long Idle = long.MinValue;

    private readonly Lock _gate = new();
    private RequestBatch? _batch;
    private long _since = Idle;

    /// <summary>What is wrong, for people; null while the device answers in time.</summary>
    public string? Problem =>
        Age() is { } age && age >= limit
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The device has not answered for {age.TotalSeconds:0.#} s. Nothing more is taken until it does; what it has may or may not count."
            )
            : null;

    /// <summary>The device is asked for something.</summary>
    /// <param name="batch">The requests that wait for it; null for none.</param>
    public void Begin(RequestBatch? batch)
    {
        lock (_gate)
        {
            (_batch, _since) = (batch, clock.GetTimestamp());
        }
    }

    /// <summary>It answered, well or badly: the batch is its writer's alone again.</summary>
    public void End()
    {
        lock (_gate)
        {
            (_batch, _since) = (null, Idle);
        }
    }

    /// <summary>Takes over, from a device that is late, to tell those who wait; they keep their place in the batch, and it may still take effect.</summary>
    /// <returns>Who waits to be told that the outcome is not known; empty while the device is in time.</returns>
    public HostRequest[] TakeWaiting()
    {
        lock (_gate)
        {
            if (_batch is not { } batch || Problem is null)
                return [];

            var waiting = batch.Requests[..batch.Count];
            batch.Silence();
            _batch = null;
            return waiting;
        }
    }

    private TimeSpan? Age()
    {
        var since = Volatile.Read(ref _since);
        return since == Idle ? null : clock.GetElapsedTime(since);
    }
}
