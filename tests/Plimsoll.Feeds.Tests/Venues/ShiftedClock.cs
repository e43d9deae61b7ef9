using Plimsoll.Values;

namespace Plimsoll.Feeds.Tests.Venues;

/// <summary>A clock that stands still at a recorded moment until it is moved, while lengths of time run as they do.</summary>
public sealed class ShiftedClock(Timestamp now) : TimeProvider
{
    private long _nanoseconds = now.Nanoseconds;

    public void Move(Duration by) => Interlocked.Add(ref _nanoseconds, by.Nanoseconds);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Interlocked.Read(ref _nanoseconds) / 100);
}
