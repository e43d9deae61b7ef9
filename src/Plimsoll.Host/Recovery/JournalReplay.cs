using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Journal;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Host.Recovery;

/// <summary>A venue built from its journal alone, beside whoever writes it. Changes nothing.</summary>
public static class JournalReplay
{
    /// <summary>Builds the venue as it was after a record.</summary>
    /// <param name="storage">The journal and its snapshots; they may be in use.</param>
    /// <param name="to">The last record to apply, one that is there.</param>
    /// <param name="usesSnapshots">Whether to begin with the newest snapshot, else with the first record.</param>
    /// <param name="companion">An empty companion; null when notes need not be understood: then they are refused, which the engine does not feel.</param>
    /// <param name="observer">Who is told of each record that was applied, with what came of it.</param>
    /// <param name="progress">Who is told how far it is.</param>
    /// <param name="snapshotUpTo">Only snapshots of this record or of earlier ones are used: the observer is told of all that come after.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The machine, and the record of the snapshot that it began with; zero for none.</returns>
    /// <exception cref="JournalCorruptedException">The journal is damaged, or does not begin where it must.</exception>
    /// <exception cref="WitnessException">Another version wrote it, and this one decides otherwise.</exception>
    public static (VenueMachine Machine, long SnapshotSequence, IReadOnlyList<string> DamagedSnapshots) Build(
        IJournalStorage storage,
        long to,
        bool usesSnapshots,
        ICompanion? companion = null,
        Action<VenueMachine, HostEntry, Outcome>? observer = null,
        IProgress<RecoveryProgress>? progress = null,
        long snapshotUpTo = long.MaxValue,
        CancellationToken cancellation = default
    )
    {
        var built = new MachineBuilder(storage, companion ?? new ForgetfulCompanion())
        {
            UsesSnapshots = usesSnapshots,
            SnapshotUpTo = snapshotUpTo,
            Observer = observer,
            Progress = progress,
        }.Build(to, cancellation);
        return (built.Machine, built.SnapshotSequence, built.Damaged);
    }
}
