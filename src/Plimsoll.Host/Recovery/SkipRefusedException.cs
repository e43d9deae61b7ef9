namespace Plimsoll.Host.Recovery;

/// <summary>A record cannot be left out.</summary>
public sealed class SkipRefusedException : Exception
{
    /// <summary>Says nothing.</summary>
    public SkipRefusedException() { }

    /// <summary>Says why.</summary>
    public SkipRefusedException(string message)
        : base(message) { }

    /// <summary>Says why, and what was behind it.</summary>
    public SkipRefusedException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Whether there is nothing to leave out: every record applies.</summary>
    public bool NothingStops { get; init; }
}
