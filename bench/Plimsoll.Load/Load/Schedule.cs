using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Plimsoll.Load.Load;

/// <summary>When each request of a stated rate has to be sent, and a wait for that moment that does not burn a processor.</summary>
/// <param name="began">The first moment, as <see cref="Stopwatch.GetTimestamp"/>.</param>
/// <param name="perSecond">The rate.</param>
internal sealed partial class Schedule(long began, double perSecond)
{
    private const int TimerSlack = 29; // PR_SET_TIMERSLACK

    /// <summary>When the n-th has to be sent.</summary>
    public long At(long number) => began + (long)(number * (Stopwatch.Frequency / perSecond));

    /// <summary>Lets the calling thread's sleeps end within microseconds of their time, where the system can.</summary>
    public static void SharpenSleeps()
    {
        if (OperatingSystem.IsLinux())
            _ = Control(TimerSlack, 1, 0, 0, 0);
    }

    /// <summary>Sleeps until a moment; returns at once when it is past.</summary>
    public static void SleepUntil(long moment)
    {
        var left = (long)((moment - Stopwatch.GetTimestamp()) * (1e9 / Stopwatch.Frequency));
        if (left <= 0)
            return;

        if (OperatingSystem.IsLinux())
        {
            var time = new Duration { Seconds = left / 1_000_000_000, Nanoseconds = left % 1_000_000_000 };
            _ = Sleep(in time, 0);
        }
        else
        {
            Thread.Sleep(TimeSpan.FromTicks(left / 100));
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int Sleep(in Duration time, nint rest);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint value, nuint third, nuint fourth, nuint fifth);

    [StructLayout(LayoutKind.Sequential)]
    private struct Duration
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
