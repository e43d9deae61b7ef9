namespace Plimsoll.Simulation.Replay;

/// <summary>Liquidations of users.</summary>
/// <param name="Started">Accounts that fell below their line, each time counted.</param>
/// <param name="Partial">Ended with part of the positions kept.</param>
/// <param name="Full">Ended flat.</param>
/// <param name="Cured">Ended without anything closed.</param>
public sealed record LiquidationCounts(long Started, long Partial, long Full, long Cured);
