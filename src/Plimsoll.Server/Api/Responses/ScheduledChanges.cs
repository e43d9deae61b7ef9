namespace Plimsoll.Server.Api.Responses;

/// <summary>Changes that wait for their time.</summary>
/// <param name="Changes">In the order in which they were decided.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record ScheduledChanges(IReadOnlyList<ScheduledChange> Changes, long Sequence);
