using System.Runtime.InteropServices;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An order was changed: by its owner or, when its position became smaller, by the engine, which leaves a reduce-only order no more than there is to reduce.</summary>
/// <param name="Order">The order.</param>
/// <param name="Quantity">What remains, signed.</param>
/// <param name="LimitPrice">Its limit.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct OrderAmended(OrderId Order, Quantity Quantity, Price LimitPrice) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.OrderAmended;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
