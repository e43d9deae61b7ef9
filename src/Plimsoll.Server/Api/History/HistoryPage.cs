namespace Plimsoll.Server.Api.History;

/// <summary>Some rows of a history, in the order that was asked for.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Next">What to send as <c>after</c> for the rows that follow; null when there are none, or none yet.</param>
/// <param name="FirstSequence">The first record that is kept.</param>
/// <param name="LastSequence">The latest record that was looked at. Oldest first: all rows up to it are here or on pages before.</param>
public sealed record HistoryPage(IReadOnlyList<RawJson> Items, string? Next, long FirstSequence, long LastSequence);
