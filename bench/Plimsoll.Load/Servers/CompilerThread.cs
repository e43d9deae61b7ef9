using System.Diagnostics;
using System.Globalization;

namespace Plimsoll.Load.Servers;

/// <summary>The thread on which the runtime of another process compiles its hot methods anew. While it works, one processor less is there for everything else.</summary>
/// <param name="process">The process's number.</param>
internal sealed class CompilerThread(int process)
{
    // As Linux cuts it.
    private const string Name = ".NET Tiered Com";

    private readonly string _threads = $"/proc/{process}/task";
    private long _ticks;
    private long _at = Stopwatch.GetTimestamp();

    /// <summary>How long it has done nothing that the system's clock shows, as seen by whoever asks often.</summary>
    public TimeSpan IdleFor()
    {
        var ticks = Ticks();
        if (ticks != _ticks)
            (_ticks, _at) = (ticks, Stopwatch.GetTimestamp());

        return Stopwatch.GetElapsedTime(_at);
    }

    /// <summary>The processor time of all threads of that name, which come and go.</summary>
    private long Ticks()
    {
        if (!Directory.Exists(_threads))
            return 0;

        var ticks = 0L;
        foreach (var thread in Directory.EnumerateDirectories(_threads))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd() != Name)
                    continue;

                // After the name, which may hold blanks, the eleventh and twelfth number are the times in user and in system mode.
                var stat = File.ReadAllText(Path.Combine(thread, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                ticks += long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return ticks;
    }
}
