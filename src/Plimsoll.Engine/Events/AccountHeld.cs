using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An account is below its line, and its liquidation waits for a named reason.</summary>
/// <param name="Account">The account.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">When the wait ends at the latest.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AccountHeld(AccountId Account, HoldReason Reason, Timestamp Until) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.AccountHeld;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
