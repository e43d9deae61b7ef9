using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>Equity fell below the margin-call level.</summary>
/// <param name="Account">The account.</param>
/// <param name="Equity">In the numeraire.</param>
/// <param name="MaintenanceMargin">In the numeraire.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarginCallIssued(AccountId Account, Money Equity, Money MaintenanceMargin) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.MarginCallIssued;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
