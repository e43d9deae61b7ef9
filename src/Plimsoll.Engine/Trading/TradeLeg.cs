using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Trading;

/// <summary>One trade as the matching engine reports it: a fact, with both sides.</summary>
/// <param name="TradeId">The matching engine's number; above zero, used once.</param>
/// <param name="Instrument">What was traded.</param>
/// <param name="Quantity">What the taker received: above zero the taker bought.</param>
/// <param name="Price">The price of the fill, a multiple of the tick.</param>
/// <param name="Taker">The aggressive side: an account, or the isolated account that carries its position.</param>
/// <param name="TakerOrder">Its order, which decides the margin unit; none, or one that is over, leaves that to the mode in force.</param>
/// <param name="Maker">The resting side, likewise.</param>
/// <param name="MakerOrder">Its order, likewise.</param>
public readonly record struct TradeLeg(
    long TradeId,
    InstrumentId Instrument,
    Quantity Quantity,
    Price Price,
    AccountId Taker,
    OrderId TakerOrder,
    AccountId Maker,
    OrderId MakerOrder
);
