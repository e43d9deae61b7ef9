using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Changes what remains of an order and its price; margin is checked as for a new one.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Order">The engine's number of the order.</param>
/// <param name="Quantity">What shall remain from now on, signed, same side; what was filled before does not count.</param>
/// <param name="LimitPrice">The new limit.</param>
public sealed record AmendOrder(Timestamp At, OrderId Order, Quantity Quantity, Price LimitPrice) : Command(At);
