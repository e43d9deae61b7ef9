using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Reserves margin for an order and lets it through to the matching engine.</summary>
/// <remarks>When accepted, the event <c>OrderPlaced</c> carries the engine's number of the order, by which all later commands name it.</remarks>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Account">The account, also for an isolated position; the engine finds the margin unit.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Quantity">Signed: above zero buys. A multiple of the lot, in the instrument's units.</param>
/// <param name="LimitPrice">The worst price; a multiple of the tick. A market order names its protection price.</param>
/// <param name="IsReduceOnly">It may only reduce the position and reserves nothing. When the position becomes smaller, so does it, and with it it goes: <c>OrderAmended</c>, <c>OrderClosed</c>.</param>
/// <param name="ClientOrderId">The client's own number, above zero, unique among the open orders of the margin unit; zero for none.</param>
public sealed record PlaceOrder(
    Timestamp At,
    AccountId Account,
    InstrumentId Instrument,
    Quantity Quantity,
    Price LimitPrice,
    bool IsReduceOnly,
    long ClientOrderId
) : Command(At);
