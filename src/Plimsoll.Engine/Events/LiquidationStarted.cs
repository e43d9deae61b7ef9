using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An account fell below its line.</summary>
/// <param name="Account">The account.</param>
/// <param name="Equity">In the numeraire.</param>
/// <param name="MaintenanceMargin">In the numeraire.</param>
/// <param name="NetLiquidationValue">In the numeraire.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LiquidationStarted(AccountId Account, Money Equity, Money MaintenanceMargin, Money NetLiquidationValue)
    : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.LiquidationStarted;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
