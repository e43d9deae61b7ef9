using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;

namespace Plimsoll.Engine.Events;

/// <summary>An order is over.</summary>
/// <param name="Order">The order.</param>
/// <param name="Reason">Why.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct OrderClosed(OrderId Order, OrderCloseReason Reason) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.OrderClosed;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
