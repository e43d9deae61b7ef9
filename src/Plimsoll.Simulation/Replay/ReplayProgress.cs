namespace Plimsoll.Simulation.Replay;

/// <summary>How far a replay is.</summary>
/// <param name="Ticks">Ticks done.</param>
/// <param name="TicksTotal">Ticks in all.</param>
/// <param name="AtMs">The replayed moment, in milliseconds since the epoch.</param>
/// <param name="Liquidations">Liquidations started so far.</param>
public readonly record struct ReplayProgress(int Ticks, int TicksTotal, long AtMs, long Liquidations);
