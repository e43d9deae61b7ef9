using Plimsoll.Engine;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Pipeline;
using Plimsoll.Journal;

namespace Plimsoll.Host;

/// <summary>How a venue is hosted.</summary>
public sealed record HostOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The rules of the venue, when it begins; a journal that is there has its own.</summary>
    public required VenueParameters Venue { get; init; }

    /// <summary>The program's version, as it stands in the journal: 1 … 64 letters, digits and <c>. _ : - / # @ +</c>.</summary>
    public string Version { get; init; } = typeof(HostOptions).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>How many requests may wait; 1 … 1,048,576. More are refused as <c>Busy</c>.</summary>
    public int QueueCapacity { get; init; } = 65_536;

    /// <summary>How the journal is kept.</summary>
    public JournalOptions Journal { get; init; } = new();

    /// <summary>A snapshot is taken after this many records; zero for none.</summary>
    public long SnapshotEvery { get; init; } = 1_000_000;

    /// <summary>A snapshot is taken after this long, when there was any record since the latest; zero for none.</summary>
    public TimeSpan SnapshotAfter { get; init; }

    /// <summary>How many snapshots are kept; at least one. What is older than the oldest of them leaves the journal.</summary>
    public int SnapshotsKept { get; init; } = 2;

    /// <summary>How long an orderly stop may take to make a snapshot, so that the next start has nothing to do again; an hour at most, zero for none. Never where no snapshots are taken at all.</summary>
    public TimeSpan SnapshotAtStopWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often time passes when nobody asks for anything; zero for never, so that only requests move it.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait before the journal is tried again after a failure; more than zero, an hour at most.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the device may take over one write before it counts as stalled: then requests are refused until it answers. More than zero, an hour at most.</summary>
    public TimeSpan StalledAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A request of <see cref="VenueHost.TryCarryOut"/> is written by the asker's own thread while the latest sync took less than this: then to wake another thread would take as long. Zero for never.
    /// </summary>
    public TimeSpan LeadWithin { get; init; } = TimeSpan.FromMicroseconds(250);

    /// <summary>How often events go to their files; more than zero, an hour at most.</summary>
    public TimeSpan StoreEvery { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The machine's clock, which stamps requests through a <see cref="SteadyClock"/>. Its timestamps have to pass as its time does.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How far the clock may step at once and be followed; more is a leap, which is not. More than zero, an hour at most.</summary>
    public TimeSpan ClockMaxStep { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Who measures; null for nobody.</summary>
    public IStageObserver? Observer { get; init; }

    /// <summary>The clock by which the device is timed: real time also where that of the requests is played faster.</summary>
    internal TimeProvider DeviceClock { get; init; } = TimeProvider.System;

    /// <summary>How large a file of events grows.</summary>
    public int EventChunkBytes { get; init; } = 4 << 20;

    /// <summary>The first property that is out of range; null when none is.</summary>
    internal string? FirstFault() =>
        this switch
        {
            { Venue: null } => nameof(Venue),
            { QueueCapacity: < 1 or > 1 << 20 } => nameof(QueueCapacity),
            { SnapshotEvery: < 0 } => nameof(SnapshotEvery),
            { SnapshotsKept: < 1 } => nameof(SnapshotsKept),
            { EventChunkBytes: < 1 } => nameof(EventChunkBytes),
            { Journal: null } => nameof(Journal),
            { Clock: null } => nameof(Clock),
            { Version: null or { Length: 0 or > HostEntry.MaxText } } => nameof(Version),
            _ when !NameRules.IsLabel(Version) => nameof(Version),
            _ when SnapshotAtStopWithin < TimeSpan.Zero || SnapshotAtStopWithin > Longest => nameof(SnapshotAtStopWithin),
            _ when Heartbeat < TimeSpan.Zero || Heartbeat > Longest => nameof(Heartbeat),
            _ when RetryAfter <= TimeSpan.Zero || RetryAfter > Longest => nameof(RetryAfter),
            _ when StalledAfter <= TimeSpan.Zero || StalledAfter > Longest => nameof(StalledAfter),
            _ when ClockMaxStep <= TimeSpan.Zero || ClockMaxStep > Longest => nameof(ClockMaxStep),
            _ when LeadWithin < TimeSpan.Zero || LeadWithin > Longest => nameof(LeadWithin),
            _ when StoreEvery <= TimeSpan.Zero || StoreEvery > Longest => nameof(StoreEvery),
            _ => null,
        };
}
