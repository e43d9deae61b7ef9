using Plimsoll.Server.Api.Responses;

namespace Plimsoll.Server.Api.History;

/// <summary>What administrators did: a <see cref="HistoryPage"/> whose rows are of one form.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Next">What to send as <c>after</c> for the rows that follow; null when there are none, or none yet.</param>
/// <param name="FirstSequence">The first record that is kept.</param>
/// <param name="LastSequence">The latest record that was looked at. Oldest first: all rows up to it are here or on pages before.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Items, string? Next, long FirstSequence, long LastSequence);
