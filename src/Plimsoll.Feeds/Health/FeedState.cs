namespace Plimsoll.Feeds.Health;

/// <summary>How a source stands.</summary>
public enum FeedState
{
    /// <summary>Not started, or ended.</summary>
    Stopped = 0,

    /// <summary>Connecting.</summary>
    Connecting = 1,

    /// <summary>Connected; no quote has passed on this connection yet.</summary>
    Connected = 2,

    /// <summary>Quotes pass.</summary>
    Live = 3,

    /// <summary>Connected, but no quote came of late.</summary>
    Quiet = 4,

    /// <summary>Quotes come and are refused, all of them.</summary>
    Refusing = 5,

    /// <summary>Waiting before the next attempt.</summary>
    Waiting = 6,
}
