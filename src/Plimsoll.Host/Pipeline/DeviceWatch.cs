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
    private Memory<HostRequest> _behind;
    private bool _isTold;
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
    /// <param name="behind">Those that were taken and come after it: they have no record yet.</param>
    public void Begin(RequestBatch? batch, Memory<HostRequest> behind)
    {
        lock (_gate)
        {
            (_batch, _behind, _isTold, _since) = (batch, behind, false, clock.GetTimestamp());
        }
    }

    /// <summary>It answered, well or badly: batch and those behind are their writer's alone again.</summary>
    /// <returns>Whether those behind were told that they are refused: they must not be written any more.</returns>
    public bool End()
    {
        lock (_gate)
        {
            (_batch, _behind, _since) = (null, default, Idle);
            return _isTold;
        }
    }

    /// <summary>Takes over, from a device that is late, to tell those who wait, once: those of the batch keep their place, and it may still take effect; those behind it are written no more.</summary>
    /// <returns>Who waits to be told that the outcome is not known, and who that nothing happened; nobody while the device is in time.</returns>
    public (HostRequest[] Unknown, HostRequest[] Refused) TakeWaiting()
    {
        lock (_gate)
        {
            if (Problem is null)
                return ([], []);

            var (unknown, refused) = (_batch is { } batch ? batch.Requests[..batch.Count] : [], _behind.ToArray());
            _batch?.Silence();
            foreach (ref var request in _behind.Span)
            {
                request = request with { Sink = null };
            }

            _isTold |= refused.Length > 0;
            (_batch, _behind) = (null, default);
            return (unknown, refused);
        }
    }

    private TimeSpan? Age()
    {
        var since = Volatile.Read(ref _since);
        return since == Idle ? null : clock.GetElapsedTime(since);
    }
}
