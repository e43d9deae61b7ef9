namespace Plimsoll.Feeds.Parsing;

/// <summary>A message is not what the venue documents. Never leaves the protocol that reads it.</summary>
internal sealed class MalformedMessageException(string message) : Exception(message);
