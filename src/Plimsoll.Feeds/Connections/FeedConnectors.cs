using Plimsoll.Feeds.Catalog;

namespace Plimsoll.Feeds.Connections;

/// <summary>Connectors of each kind, over one HTTP client.</summary>
public sealed class FeedConnectors : IDisposable
{
    private readonly HttpClient _client;
    private readonly WebSocketConnector _webSockets = new();
    private readonly EventStreamConnector _eventStreams;
    private readonly JsonRpcConnector _jsonRpc;

    /// <summary>Makes the connectors.</summary>
    public FeedConnectors(FeedTools tools)
    {
        // Answers are not unpacked: a small packed one could be huge. A venue that redirects elsewhere has to be named in the configuration.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(15) };
        _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("plimsoll");
        _eventStreams = new(_client, tools.Clock);
        _jsonRpc = new(_client, tools.Clock, tools.Jitter);
    }

    /// <summary>The connector for a source: what its venue uses, or WebSocket where its endpoint is one.</summary>
    /// <exception cref="ArgumentException">The venue is not known.</exception>
    public IFeedConnector For(FeedSource source)
    {
        var complete = VenueCatalog.Complete(source);
        return complete.Endpoints[0].Scheme is "ws" or "wss"
            ? _webSockets
            : VenueCatalog.Find(source.Venue)!.Transport switch
            {
                FeedTransport.EventStream => _eventStreams,
                FeedTransport.JsonRpc => _jsonRpc,
                _ => _webSockets,
            };
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
