using Plimsoll.Host.Requests;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Counts the commands of one connection that have no outcome yet, so that one which rests on them can wait.</summary>
/// <remarks>One thread begins and waits; outcomes come from any.</remarks>
/// <param name="outbox">Where outcomes go.</param>
internal sealed class CommandsUnderWay(SocketOutbox outbox) : IReplySink
{
    private int _count;
    private TaskCompletionSource? _waiting;

    /// <summary>Whether there is any: then what is read of the venue may be behind what this connection has sent.</summary>
    public bool IsAny => Volatile.Read(ref _count) > 0;

    /// <summary>One more is handed in.</summary>
    public void Begin() => Interlocked.Increment(ref _count);

    /// <summary>One has its effect, or will have none.</summary>
    public void End()
    {
        if (Interlocked.Decrement(ref _count) == 0)
            Volatile.Read(ref _waiting)?.TrySetResult();
    }

    /// <inheritdoc/>
    public void Complete(long correlation, in Outcome outcome)
    {
        outbox.Complete(correlation, outcome);
        End();
    }

    /// <summary>Waits until each that was begun has ended.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Told first and counted then: whoever ends the last one does it the other way round, so that one of the two sees the other.
        Interlocked.Exchange(ref _waiting, waiting);
        if (IsAny)
            await waiting.Task.WaitAsync(cancellation).ConfigureAwait(false);

        Volatile.Write(ref _waiting, null);
    }
}
