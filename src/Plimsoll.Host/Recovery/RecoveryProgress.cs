namespace Plimsoll.Host.Recovery;

/// <summary>How far a start has come.</summary>
/// <param name="Applied">Records applied again.</param>
/// <param name="Total">Records to apply.</param>
public readonly record struct RecoveryProgress(long Applied, long Total);
