namespace Plimsoll.Host;

/// <summary>What became of requests since the start. What the recovery applies again is not in it.</summary>
/// <param name="Accepted">Applied.</param>
/// <param name="Refused">Durable, and refused by what they asked for.</param>
/// <param name="Busy">Not taken, because the queue was full; nothing was written.</param>
/// <param name="Events">Events of the engine that came of them.</param>
public readonly record struct HostCounts(long Accepted, long Refused, long Busy, long Events);
