using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>An order was accepted and its margin reserved: the matching engine may have it.</summary>
/// <param name="Order">The order.</param>
/// <param name="Account">The account.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Quantity">Signed.</param>
/// <param name="LimitPrice">Its limit.</param>
/// <param name="IsReduceOnly">Whether it may only reduce.</param>
/// <param name="ClientOrderId">The client's number.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct OrderPlaced(
    OrderId Order,
    AccountId Account,
    InstrumentId Instrument,
    Quantity Quantity,
    Price LimitPrice,
    Flag IsReduceOnly,
    long ClientOrderId
) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.OrderPlaced;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
