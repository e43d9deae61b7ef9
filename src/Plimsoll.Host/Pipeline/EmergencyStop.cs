namespace Plimsoll.Host.Pipeline;

/// <summary>Pulled by the first bug that shows. From then on nothing is decided, answered or written down: a halted engine is better than a wrong balance.</summary>
internal sealed class EmergencyStop
{
    private readonly TaskCompletionSource _pulled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _cause;

    /// <summary>The bug; null while there is none.</summary>
    public Exception? Cause => Volatile.Read(ref _cause);

    public bool IsPulled => Cause is not null;

    /// <summary>Ends with the bug.</summary>
    public Task Pulled => _pulled.Task;

    public void Pull(Exception cause)
    {
        if (Interlocked.CompareExchange(ref _cause, cause, null) is not null)
            return;

        _pulled.TrySetException(cause);
        _ = _pulled.Task.Exception; // Nobody has to watch it.
    }
}
