namespace Plimsoll.Host;

/// <summary>How the host is.</summary>
/// <param name="State">Whether it takes requests.</param>
/// <param name="Problem">Why not, for people; null when it does.</param>
/// <param name="AppliedSequence">The latest record whose effect can be seen.</param>
/// <param name="DurableSequence">The latest record that is durable.</param>
/// <param name="Waiting">How many requests wait.</param>
/// <param name="Capacity">How many may.</param>
/// <param name="SnapshotSequence">The record of the latest snapshot; zero for none.</param>
/// <param name="SnapshotProblem">Why the latest attempt at a snapshot failed; null when it did not.</param>
public sealed record HostStatus(
    HostState State,
    string? Problem,
    long AppliedSequence,
    long DurableSequence,
    int Waiting,
    int Capacity,
    long SnapshotSequence,
    string? SnapshotProblem
);
