using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>Whose an order is that an event names by its number alone: a reader that begins in the middle could not know.</summary>
/// <param name="Order">The order.</param>
/// <param name="Account">The margin unit that it belongs to.</param>
/// <param name="Instrument">Its instrument.</param>
public readonly record struct OrderPlace(OrderId Order, AccountId Account, InstrumentId Instrument);
