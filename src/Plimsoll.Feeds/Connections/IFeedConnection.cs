namespace Plimsoll.Feeds.Connections;

/// <summary>An open connection to a venue. One reader at a time; sending is safe beside it.</summary>
public interface IFeedConnection : IAsyncDisposable
{
    /// <summary>Sends a text message.</summary>
    /// <exception cref="FeedConnectionException">The connection has ended.</exception>
    ValueTask SendAsync(string message, CancellationToken cancellation);

    /// <summary>Waits for the next whole message. An empty one is a sign of life.</summary>
    /// <param name="buffer">Holds it until the next call.</param>
    /// <param name="cancellation">Ends the connection.</param>
    /// <exception cref="FeedConnectionException">The connection has ended.</exception>
    ValueTask ReceiveAsync(MessageBuffer buffer, CancellationToken cancellation);
}
