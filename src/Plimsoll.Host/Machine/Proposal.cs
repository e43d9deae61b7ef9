using Plimsoll.Engine.Commands;

namespace Plimsoll.Host.Machine;

/// <summary>A command that waits for a second person.</summary>
/// <param name="Sequence">The record that proposed it: its number.</param>
/// <param name="Proposer">Who did.</param>
/// <param name="Command">What will happen, stamped with the time of the proposal.</param>
public sealed record Proposal(long Sequence, int Proposer, Command Command);
