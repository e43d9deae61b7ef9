using System.Threading.Tasks.Sources;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Wakes one that waits, each time it waits, without allocating. Whoever sets it says where the one that waits goes on: here, on the setter's thread, or on one of the pool.</summary>
/// <remarks>Set once for each wait: whoever uses it keeps account of who waits.</remarks>
internal sealed class WakeSignal : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _core;

    /// <summary>Waits until it is set; once at a time.</summary>
    public ValueTask WaitAsync() => new(this, _core.Version);

    /// <summary>Wakes.</summary>
    /// <param name="isHere">Whether what comes after the wait runs now, before this returns.</param>
    public void Set(bool isHere)
    {
        _core.RunContinuationsAsynchronously = !isHere;
        _core.SetResult(true);
    }

    /// <inheritdoc/>
    public void GetResult(short token)
    {
        _core.GetResult(token);
        _core.Reset();
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
