namespace Plimsoll.Cli.Feeds;

/// <summary>What was asked for names nothing that there is.</summary>
internal sealed class FeedChoiceException(string message) : Exception(message);
