using System.Runtime.InteropServices;
using Plimsoll.Engine.Trading;

namespace Plimsoll.Engine.Events;

/// <summary>An order is over.</summary>
/// <param name="Order">The order.</param>
/// <param name="Reason">Why.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct OrderClosed(OrderId Order, OrderCloseReason Reason) : IEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.OrderClosed;
}
