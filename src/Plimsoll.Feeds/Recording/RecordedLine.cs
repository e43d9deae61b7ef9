using Plimsoll.Values;

namespace Plimsoll.Feeds.Recording;

/// <summary>One line of a recording.</summary>
/// <param name="Received">When the message was whole, or the connection began.</param>
/// <param name="Source">Whom it came from.</param>
/// <param name="Message">The message; null where a connection began.</param>
public sealed record RecordedLine(Timestamp Received, string Source, ReadOnlyMemory<byte>? Message);
