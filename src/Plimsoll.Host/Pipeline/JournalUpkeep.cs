using System.Diagnostics;
using Plimsoll.Journal;

namespace Plimsoll.Host.Pipeline;

/// <summary>What the journal's thread does beside writing: the next segment before it is needed, and away with segments that nobody needs.</summary>
internal sealed class JournalUpkeep(JournalWriter writer)
{
    /// <summary>A full device is not filled again and again.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private long _keepFrom;
    private long _failedAt;

    /// <summary>Records before this number are not needed any more. From any thread.</summary>
    public void KeepFrom(long sequence) => Volatile.Write(ref _keepFrom, sequence);

    /// <param name="isIdle">Whether nobody waits: making a segment takes a while.</param>
    public void Run(bool isIdle)
    {
        var first = Volatile.Read(ref _keepFrom);
        if ((first == 0 && !isIdle) || (_failedAt != 0 && Stopwatch.GetElapsedTime(_failedAt) < AfterFailure))
            return;

        try
        {
            if (first > 0)
            {
                writer.RemoveBefore(first);
                Interlocked.CompareExchange(ref _keepFrom, 0, first);
            }

            if (isIdle)
                writer.Prepare();

            _failedAt = 0;
        }
        catch (Exception cause)
            when (cause is JournalUnavailableException or JournalCorruptedException or IOException or UnauthorizedAccessException)
        {
            // Nothing that counts failed. Whoever writes next will be told, if the device still refuses then.
            _failedAt = Stopwatch.GetTimestamp();
        }
    }
}
