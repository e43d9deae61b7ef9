using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>Sums of times that stop at the end of time.</summary>
internal static class Times
{
    public static long Later(long time, Duration by) => time > long.MaxValue - by.Nanoseconds ? long.MaxValue : time + by.Nanoseconds;
}
