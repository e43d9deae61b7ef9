namespace Plimsoll.Client;

/// <summary>How a connection stands.</summary>
public enum ConnectionState
{
    /// <summary>It is being made, for the first time or again.</summary>
    Connecting,

    /// <summary>It is there.</summary>
    Connected,

    /// <summary>It has ended for good: it was disposed of, or the key is not taken any more.</summary>
    Closed,
}
