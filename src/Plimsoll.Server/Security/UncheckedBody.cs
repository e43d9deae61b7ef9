namespace Plimsoll.Server.Security;

/// <summary>A body that comes in while nobody knows yet whether it is signed rightly. Disposed of, it holds nothing any more.</summary>
internal sealed class UncheckedBody(UncheckedBodies bodies, string keyId) : IDisposable
{
    private long _held;

    /// <summary>So much of it is there.</summary>
    /// <exception cref="Problems.ProblemException">More than may be held; what it held before it holds until it is disposed of.</exception>
    public void Grow(long bytes)
    {
        if (bytes <= _held)
            return;

        bodies.Hold(keyId, bytes - _held);
        _held = bytes;
    }

    public void Dispose()
    {
        if (_held > 0)
            bodies.Release(keyId, _held);

        _held = 0;
    }
}
