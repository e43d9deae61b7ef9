using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;

namespace Plimsoll.Engine.Events;

/// <summary>A held account no longer waits.</summary>
/// <param name="Account">The account.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AccountReleased(AccountId Account) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.AccountReleased;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
