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

    /// <summary>The record at which it showed, and its kind; null when it was at none. To be asked once <see cref="Pulled"/> has ended.</summary>
    public (long Sequence, string What)? Record { get; private set; }

    public void Pull(Exception cause, (long Sequence, string What)? record = null)
    {
        if (Interlocked.CompareExchange(ref _cause, cause, null) is not null)
            return;

        Record = record;
        _pulled.TrySetException(cause);
        _ = _pulled.Task.Exception; // Nobody has to watch it.
    }
}
