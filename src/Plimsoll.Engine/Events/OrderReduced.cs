using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>Part of an order is gone: filled, or no longer needed.</summary>
/// <param name="Order">The order.</param>
/// <param name="Quantity">How much, unsigned.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct OrderReduced(OrderId Order, Quantity Quantity) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.OrderReduced;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
