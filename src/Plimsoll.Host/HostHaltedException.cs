namespace Plimsoll.Host;

/// <summary>The engine found a bug in itself and stopped; what it holds is not to be trusted. A halted engine is better than a wrong balance.</summary>
public sealed class HostHaltedException : Exception
{
    /// <summary>Says so, with the bug.</summary>
    public HostHaltedException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Says nothing.</summary>
    public HostHaltedException() { }

    /// <summary>Says so.</summary>
    public HostHaltedException(string message)
        : base(message) { }
}
