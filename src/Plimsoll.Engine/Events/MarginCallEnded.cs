using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;

namespace Plimsoll.Engine.Events;

/// <summary>Equity is above the margin-call level again.</summary>
/// <param name="Account">The account.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarginCallEnded(AccountId Account) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.MarginCallEnded;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
