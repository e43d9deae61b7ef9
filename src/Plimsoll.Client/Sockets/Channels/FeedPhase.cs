namespace Plimsoll.Client;

/// <summary>Where a subscription stands on the connection that is there.</summary>
internal enum FeedPhase
{
    /// <summary>The server does not know of it yet.</summary>
    Idle,

    /// <summary>The server was asked and has not answered: what comes belongs to a subscription before.</summary>
    Asked,

    /// <summary>Messages are taken.</summary>
    Following,

    /// <summary>Its reader is slow: it goes on once there is room.</summary>
    Paused,

    /// <summary>It is over.</summary>
    Ended,
}
