using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;

namespace Plimsoll.Engine.Events;

/// <summary>The venue set what an account may do.</summary>
/// <param name="Account">The account.</param>
/// <param name="Status">The new status.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AccountStatusChanged(AccountId Account, AccountStatus Status) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.AccountStatusChanged;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
