using Plimsoll.Values;

namespace Plimsoll.Host;

/// <summary>A clock's time as venues count it.</summary>
public static class VenueClock
{
    private const long NanosecondsPerTick = 100;

    /// <summary>Now, in nanoseconds UTC; to the clock's hundred nanoseconds.</summary>
    public static Timestamp Now(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new((clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick);
    }

    /// <summary>A time as clocks count it: ticks of UTC, what is less than one left out.</summary>
    internal static long TicksOf(Timestamp time) => DateTime.UnixEpoch.Ticks + (time.Nanoseconds / NanosecondsPerTick);
}
