namespace Plimsoll.Server.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class ManualClock : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 12, 10, 40, 0, TimeSpan.Zero);

    /// <summary>The time. To set it lets time pass.</summary>
    public DateTimeOffset Now
    {
        get => Begin + Passed + Leapt;
        set => Passed = value - Leapt - Begin;
    }

    /// <summary>How far it goes wrong, beside the time that passes.</summary>
    public TimeSpan Leapt { get; set; }

    public long NowMs => Now.ToUnixTimeMilliseconds();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private TimeSpan Passed { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Passed.Ticks;
}
