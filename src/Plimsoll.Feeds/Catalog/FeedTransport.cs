namespace Plimsoll.Feeds.Catalog;

/// <summary>How messages of a venue travel.</summary>
public enum FeedTransport
{
    /// <summary>WebSocket text messages.</summary>
    WebSocket = 0,

    /// <summary>Server-sent events over HTTP.</summary>
    EventStream = 1,

    /// <summary>JSON-RPC over HTTP, asked again and again.</summary>
    JsonRpc = 2,
}
