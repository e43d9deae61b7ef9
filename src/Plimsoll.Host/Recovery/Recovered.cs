using Plimsoll.Host.Machine;

namespace Plimsoll.Host.Recovery;

/// <summary>A machine that was built from a snapshot and a journal.</summary>
/// <param name="Machine">It.</param>
/// <param name="SnapshotSequence">The record of the snapshot that was used; zero for none.</param>
/// <param name="Chain">The journal's running hash with the machine's latest record.</param>
/// <param name="Damaged">Snapshots that could not be used, and why.</param>
internal sealed record Recovered(VenueMachine Machine, long SnapshotSequence, ReadOnlyMemory<byte> Chain, IReadOnlyList<string> Damaged)
{
    /// <summary>The first record whose events were made again since their files did not reach the newest snapshot; zero for none.</summary>
    public long EventsMadeAgainFrom { get; init; }

    /// <summary>Records that were left out.</summary>
    public IReadOnlyList<SkippedRecord> Skipped { get; init; } = [];

    /// <summary>Those of which the journal does not say so yet.</summary>
    public IReadOnlyList<SkippedRecord> Untold { get; init; } = [];
}
