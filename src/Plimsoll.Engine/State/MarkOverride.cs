using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>A mark price set by hand: proposed by one key, in force with the second.</summary>
internal readonly record struct MarkOverride(Price Price, Timestamp Until, int Proposer, int Approver)
{
    public bool IsProposed => Proposer != 0;

    public bool IsInForce => Approver != 0;
}
