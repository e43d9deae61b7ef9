using Plimsoll.Feeds.Catalog;

namespace Plimsoll.Feeds.Connections;

/// <summary>Makes connections to a venue.</summary>
public interface IFeedConnector
{
    /// <summary>Connects.</summary>
    /// <param name="address">Where.</param>
    /// <param name="source">The source, complete.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="FeedConnectionException">It cannot be made.</exception>
    Task<IFeedConnection> ConnectAsync(Uri address, FeedSource source, CancellationToken cancellation);
}
