using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;

namespace Plimsoll.Engine.Events;

/// <summary>The engine asks the matching engine to take a liquidation order back.</summary>
/// <param name="Order">The order.</param>
/// <param name="Account">The account.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LiquidationOrderRecalled(OrderId Order, AccountId Account) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.LiquidationOrderRecalled;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
