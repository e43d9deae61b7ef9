using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Stops orders, withdrawals and liquidations at once.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
public sealed record PauseVenue(Timestamp At) : Command(At);
