namespace Plimsoll.Journal.Snapshots;

/// <summary>What was stored of a state.</summary>
/// <param name="Sequence">The last record that it contains.</param>
/// <param name="Time">When it was taken, as who took it meant it.</param>
/// <param name="Chain">The journal's running hash with that record.</param>
/// <param name="Content">The state.</param>
public sealed record JournalSnapshot(long Sequence, long Time, ReadOnlyMemory<byte> Chain, ReadOnlyMemory<byte> Content);
