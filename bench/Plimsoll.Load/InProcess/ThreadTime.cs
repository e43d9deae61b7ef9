using System.Runtime.InteropServices;

namespace Plimsoll.Load.InProcess;

/// <summary>Processor time of the calling thread: what it takes when others want the processor too.</summary>
internal static partial class ThreadTime
{
    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    public static bool IsKnown => OperatingSystem.IsLinux();

    public static TimeSpan Now()
    {
        if (!IsKnown || GetTime(ThreadProcessorTime, out var time) != 0)
            return TimeSpan.Zero;

        return new TimeSpan(time.Seconds * TimeSpan.TicksPerSecond) + TimeSpan.FromTicks(time.Nanoseconds / 100);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out TimeOfClock time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeOfClock
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
