using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Liquidation;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>A liquidation ended.</summary>
/// <param name="Account">The account.</param>
/// <param name="Outcome">How.</param>
/// <param name="Equity">In the numeraire.</param>
/// <param name="MaintenanceMargin">In the numeraire.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LiquidationEnded(AccountId Account, LiquidationOutcome Outcome, Money Equity, Money MaintenanceMargin)
    : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.LiquidationEnded;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
