using System.Runtime.InteropServices;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An order was changed.</summary>
/// <param name="Order">The order.</param>
/// <param name="Quantity">What remains, signed.</param>
/// <param name="LimitPrice">Its limit.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct OrderAmended(OrderId Order, Quantity Quantity, Price LimitPrice) : IEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.OrderAmended;
}
