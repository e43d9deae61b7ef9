using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Takes a change of parameters back that waits for its time.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Ticket">The number that the change got when it was accepted.</param>
public sealed record WithdrawChange(Timestamp At, int Ticket) : Command(At);
