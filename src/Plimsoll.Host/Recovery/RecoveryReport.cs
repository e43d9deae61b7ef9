using Plimsoll.Host.Stream;

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
    /// <summary>The first record of those whose events were made again from the journal, since files of before the newest snapshot were gone or damaged; zero for none.</summary>
    public long EventsMadeAgainFrom { get; init; }

    /// <summary>Records whose events are lost, as far as the start came upon it.</summary>
    public IReadOnlyList<EventGap> EventsLost { get; init; } = [];

    /// <summary>Records that operators have left out, which every start passes without effect.</summary>
    public IReadOnlyList<SkippedRecord> Skipped { get; init; } = [];

    /// <summary>What a restore has given up, where this start is the first after it; null otherwise.</summary>
    public RestoredJournal? Restored { get; init; }
}
