namespace Plimsoll.Server.Tests.Feeding;

/// <summary>The machine's clock, which goes wrong when a test says so.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long _leapt;

    public void Leap(TimeSpan by) => Interlocked.Add(ref _leapt, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _leapt));
}
