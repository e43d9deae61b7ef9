using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.Events;

/// <summary>The engine asks the matching engine to close part of a position.</summary>
/// <param name="Order">The order.</param>
/// <param name="Account">The account.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Quantity">Signed: above zero buys.</param>
/// <param name="LimitPrice">No worse than the bankruptcy price.</param>
/// <param name="SizingPrice">The mark at which the size was computed.</param>
/// <param name="Deadline">When it counts as done.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LiquidationOrderPlaced(
    OrderId Order,
    AccountId Account,
    InstrumentId Instrument,
    Quantity Quantity,
    Price LimitPrice,
    Price SizingPrice,
    Timestamp Deadline
) : IAppliedEvent
{
    /// <inheritdoc/>
    public static EventKind Kind => EventKind.LiquidationOrderPlaced;

    void IAppliedEvent.ApplyTo(EngineState state, object? payload) => state.Evolve(this);
}
