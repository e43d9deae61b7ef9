using System.Text.Json;

namespace Plimsoll.Client;

/// <summary>A subscription as the connection sees it: where it stands, and what it wants next. Guarded by the socket's lock.</summary>
internal abstract class Feed(string name, long? next)
{
    public string Name { get; } = name;

    /// <summary>Where it stands.</summary>
    public FeedPhase Phase { get; set; }

    /// <summary>The id of the request that is under way.</summary>
    public long AskId { get; set; }

    /// <summary>The first record wanted; null for a snapshot.</summary>
    public long? Next { get; private set; } = next;

    /// <summary>Whether its next snapshot takes the place of something lost.</summary>
    public bool IsRestart { get; private set; }

    /// <summary>Whether it waits for its reader; a hint that may be read without the lock.</summary>
    public bool IsPaused => Phase == FeedPhase.Paused;

    /// <summary>Done when the server has taken it for the first time.</summary>
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether there is room to go on.</summary>
    public abstract bool HasRoom { get; }

    /// <summary>Begins anew with a snapshot, since what comes next is not kept.</summary>
    public void Restart() => (Next, IsRestart) = (null, true);

    /// <summary>The state after a record.</summary>
    /// <returns>False when there is no room.</returns>
    public bool TakeSnapshot(JsonElement notice)
    {
        var (sequence, time) = PlaceOf(notice);
        if (!Write(sequence, time, notice.GetProperty("state"), IsRestart))
            return false;

        (Next, IsRestart) = (sequence + 1, false);
        return true;
    }

    /// <summary>What a record changed.</summary>
    public FeedStep TakeEvents(JsonElement notice)
    {
        var (sequence, time) = PlaceOf(notice);
        if (Next is not { } next)
            return FeedStep.Gap;

        if (sequence < next)
            return FeedStep.Taken;

        // The message before this one is the last that came, or something is missing.
        if (notice.GetProperty("previous").GetInt64() >= next)
            return FeedStep.Gap;

        if (!Write(sequence, time, notice))
            return FeedStep.Full;

        Next = sequence + 1;
        return FeedStep.Taken;
    }

    /// <summary>All up to a record has come.</summary>
    public void TakeProgress(long sequence)
    {
        if (Next is { } next && sequence >= next)
            Next = sequence + 1;
    }

    /// <summary>The account's margin.</summary>
    public void TakeMargin(JsonElement notice)
    {
        var (sequence, time) = PlaceOf(notice);
        WriteMargin(sequence, time, notice.GetProperty("margin").Deserialize(ContractJson.Default.AccountMargin)!);
    }

    /// <summary>Ends it for its reader, after what is there.</summary>
    public void End(Exception? cause)
    {
        Phase = FeedPhase.Ended;
        if (cause is null)
            Started.TrySetCanceled();
        else if (Started.TrySetException(cause))
            _ = Started.Task.Exception; // Looked at, whether somebody waits or not.

        Complete(cause);
    }

    protected abstract bool Write(long sequence, VenueTime time, JsonElement state, bool isRestart);

    protected abstract bool Write(long sequence, VenueTime time, JsonElement notice);

    protected abstract void WriteMargin(long sequence, VenueTime time, AccountMargin margin);

    protected abstract void Complete(Exception? cause);

    private static (long Sequence, VenueTime Time) PlaceOf(JsonElement notice)
    {
        var time = notice.TryGetProperty("time", out var text) && VenueTime.TryParse(text.GetString(), out var read) ? read : default;
        return (notice.GetProperty("sequence").GetInt64(), time);
    }
}
