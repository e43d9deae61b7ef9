namespace Plimsoll.Server.Configuration;

/// <summary>How the journal and its snapshots are kept.</summary>
public sealed record JournalSettings
{
    /// <summary>Size of a segment, in bytes.</summary>
    public int SegmentSize { get; init; } = 64 << 20;

    /// <summary>Commands after which a snapshot is taken.</summary>
    public long SnapshotCommands { get; init; } = 1_000_000;

    /// <summary>Time after which a snapshot is taken, if there was any command.</summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Snapshots that are kept; segments older than the oldest of them go.</summary>
    public int SnapshotsKept { get; init; } = 3;

    /// <summary>How long the device may take over one write; then commands are refused until it answers.</summary>
    public TimeSpan StalledAfter { get; init; } = TimeSpan.FromSeconds(5);
}
