namespace Plimsoll.Host.Machine;

/// <summary>Whose a change is that waits for its time.</summary>
/// <param name="Proposal">The record that proposed it.</param>
/// <param name="Proposer">Who proposed it.</param>
/// <param name="Approver">Who approved it.</param>
public readonly record struct ChangeOrigin(long Proposal, int Proposer, int Approver);
