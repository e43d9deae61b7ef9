using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>One open order.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Account">The margin unit it belongs to.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Remaining">What may still fill, signed.</param>
/// <param name="Limit">Its limit.</param>
/// <param name="IsReduceOnly">Whether it needs no margin.</param>
/// <param name="IsLiquidation">Whether it is the engine's.</param>
/// <param name="ClientOrderId">The client's number, or zero.</param>
/// <param name="Deadline">For the engine's own: when it counts as done.</param>
internal readonly record struct OrderRow(
    OrderId Id,
    AccountId Account,
    InstrumentId Instrument,
    Quantity Remaining,
    Price Limit,
    bool IsReduceOnly,
    bool IsLiquidation,
    long ClientOrderId,
    Timestamp Deadline
)
{
    /// <summary>Whether it counts in initial margin.</summary>
    public bool NeedsMargin => !IsReduceOnly && !IsLiquidation;
}
