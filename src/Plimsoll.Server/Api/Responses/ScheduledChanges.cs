namespace Plimsoll.Server.Api.Responses;

/// <summary>Changes that wait for their time, and what became of others.</summary>
/// <param name="Changes">In the order in which they were decided.</param>
/// <param name="Ended">The latest 100 that wait no more, the latest first.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record ScheduledChanges(IReadOnlyList<ScheduledChange> Changes, IReadOnlyList<EndedChange> Ended, long Sequence);
