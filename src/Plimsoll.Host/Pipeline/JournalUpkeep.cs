using System.Diagnostics;
using Plimsoll.Journal;

namespace Plimsoll.Host.Pipeline;

/// <summary>What is done beside writing: the next segment before it is needed, on a thread of the pool, and away with segments that nobody needs.</summary>
internal sealed class JournalUpkeep(JournalWriter writer)
{
    /// <summary>A full device is not filled again and again.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private long _keepFrom;
    private long _failedAt;
    private Task _preparing = Task.CompletedTask;

    /// <summary>Records before this number are not needed any more. From any thread.</summary>
    public void KeepFrom(long sequence) => Volatile.Write(ref _keepFrom, sequence);

    /// <summary>Does what is due. From the thread that writes.</summary>
    /// <param name="isIdle">Whether nobody waits.</param>
    public void Run(bool isIdle)
    {
        var failedAt = Volatile.Read(ref _failedAt);
        if (failedAt != 0 && Stopwatch.GetElapsedTime(failedAt) < AfterFailure)
            return;

        if (Volatile.Read(ref _keepFrom) > 0)
            Try(RemoveOld);

        if ((isIdle || writer.NeedsSpare) && !writer.HasSpare && _preparing.IsCompleted)
            _preparing = Task.Run(Prepare);
    }

    /// <summary>Waits until nothing goes on beside the writer any more.</summary>
    public void Finish() => _preparing.Wait();

    private void Prepare() => Try(writer.Prepare);

    private void RemoveOld()
    {
        var first = Volatile.Read(ref _keepFrom);
        writer.RemoveBefore(first);
        Interlocked.CompareExchange(ref _keepFrom, 0, first);
    }

    private void Try(Action work)
    {
        try
        {
            work();
            Volatile.Write(ref _failedAt, 0);
        }
        catch (Exception)
        {
            // Nothing that counts failed. Whoever writes next will be told, if the device still refuses then.
            Volatile.Write(ref _failedAt, Stopwatch.GetTimestamp());
        }
    }
}
