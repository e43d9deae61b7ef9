using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Plimsoll.Kernels.Bench;

/// <summary>The processor time of this thread, so that being descheduled on a shared machine does not count; elsewhere than on Linux, wall time.</summary>
internal static partial class ProcessorClock
{
    private const int ThreadProcessorTime = 3;

    /// <summary>Seconds since some moment.</summary>
    public static double Seconds =>
        OperatingSystem.IsLinux() && GetTime(ThreadProcessorTime, out var time) == 0
            ? time.Seconds + (time.Nanoseconds * 1e-9)
            : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
