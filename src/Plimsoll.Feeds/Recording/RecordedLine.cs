using Plimsoll.Feeds.Catalog;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Recording;

/// <summary>One line of a recording: a message, or the beginning of a connection.</summary>
/// <param name="Received">When the message was whole, or the connection began.</param>
/// <param name="Source">Whom it came from.</param>
/// <param name="Message">The message; null where a connection began.</param>
/// <param name="Began">The source whose connection began; null where a message came.</param>
public sealed record RecordedLine(Timestamp Received, string Source, ReadOnlyMemory<byte>? Message, FeedSource? Began = null);
