using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.Views;

/// <summary>An open order.</summary>
/// <param name="Order">Its number.</param>
/// <param name="Account">The margin unit it belongs to: an isolated account, for one in an isolated position.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Remaining">What may still fill; above zero buys.</param>
/// <param name="Limit">The worst price.</param>
/// <param name="IsReduceOnly">Whether it may only reduce the position.</param>
/// <param name="IsLiquidation">Whether it is the engine's own.</param>
/// <param name="ClientOrderId">The client's number; zero for none.</param>
/// <param name="Deadline">For the engine's own: when it counts as done. Otherwise zero.</param>
public readonly record struct OrderView(
    OrderId Order,
    AccountId Account,
    InstrumentId Instrument,
    Quantity Remaining,
    Price Limit,
    bool IsReduceOnly,
    bool IsLiquidation,
    long ClientOrderId,
    Timestamp Deadline
);
