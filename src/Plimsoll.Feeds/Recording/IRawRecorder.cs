using Plimsoll.Feeds.Catalog;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Recording;

/// <summary>Keeps what sources sent, word for word. Safe for any number of threads; never throws.</summary>
public interface IRawRecorder
{
    /// <summary>A connection began: what comes now is a new conversation. The source is kept without its token and endpoints.</summary>
    void Connected(FeedSource source, Timestamp at);

    /// <summary>A message came.</summary>
    void Message(string source, Timestamp received, ReadOnlySpan<byte> message);
}
