using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>An account's position and open orders in one instrument, as margin sees them.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Quantity">Signed position.</param>
/// <param name="Cost">Signed exact cost, in the settlement asset.</param>
/// <param name="Leverage">The user's leverage, or unset.</param>
/// <param name="OpenBuy">What remains of open buy orders that are not reduce-only, unsigned.</param>
/// <param name="OpenSell">The same for sells, unsigned.</param>
/// <param name="BuyLoss">What the buys would lose at once at the mark, in the settlement asset.</param>
/// <param name="SellLoss">The same for sells.</param>
public readonly record struct PositionLine(
    InstrumentId Instrument,
    Quantity Quantity,
    Money Cost,
    Leverage Leverage = default,
    Quantity OpenBuy = default,
    Quantity OpenSell = default,
    Money BuyLoss = default,
    Money SellLoss = default
)
{
    /// <summary>Whether any order that needs margin is open.</summary>
    public bool HasOrders => OpenBuy.Units != 0 || OpenSell.Units != 0;
}
