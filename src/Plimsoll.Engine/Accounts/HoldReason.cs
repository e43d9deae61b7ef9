namespace Plimsoll.Engine.Accounts;

/// <summary>Why the liquidation of an account waits. Numbers are wire format; the first that applies is named.</summary>
public enum HoldReason : byte
{
    /// <summary>It does not wait.</summary>
    None = 0,

    /// <summary>The venue is paused.</summary>
    Pause = 1,

    /// <summary>The grace after a pause has not ended.</summary>
    PauseGrace = 2,

    /// <summary>A price it depends on moved too fast to be believed by one source.</summary>
    ProtectiveWindow = 3,

    /// <summary>A price it depends on has no source left.</summary>
    NoSource = 4,
}
