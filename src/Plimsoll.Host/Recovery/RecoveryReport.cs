namespace Plimsoll.Host.Recovery;

/// <summary>What a start found.</summary>
/// <param name="IsNew">Whether the venue began with this start.</param>
/// <param name="SnapshotSequence">The record of the snapshot that was used; zero for none.</param>
/// <param name="Replayed">How many records were applied on top of it.</param>
/// <param name="LastSequence">The latest record of before.</param>
/// <param name="CutBytes">What a crash left unfinished behind it, and was cut: of requests that nobody was told of.</param>
/// <param name="DamagedSnapshots">Snapshots that could not be used, and why.</param>
/// <param name="EventsFrom">The first record whose events can be read.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record RecoveryReport(
    bool IsNew,
    long SnapshotSequence,
    long Replayed,
    long LastSequence,
    int CutBytes,
    IReadOnlyList<string> DamagedSnapshots,
    long EventsFrom,
    TimeSpan Elapsed
)
{
    /// <summary>Records that operators have left out, which every start passes without effect.</summary>
    public IReadOnlyList<SkippedRecord> Skipped { get; init; } = [];
}
