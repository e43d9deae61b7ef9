namespace Plimsoll.Host;

/// <summary>Whether the host takes requests.</summary>
public enum HostState
{
    /// <summary>It does.</summary>
    Running,

    /// <summary>The journal takes nothing at present; questions are answered.</summary>
    JournalUnavailable,

    /// <summary>It is being stopped.</summary>
    Stopping,

    /// <summary>The engine found a bug in itself: neither requests nor questions.</summary>
    Halted,
}
