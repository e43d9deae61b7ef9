using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

internal sealed partial class EngineState
{
    /// <summary>Orders that the latest command ended: whoever shows its events still has to know whose they were. Not part of what is hashed or kept.</summary>
    public List<OrderRow> ClosedOrders { get; } = [];

    public void Evolve(in OrderPlaced placed)
    {
        var order = new OrderRow(
            placed.Order,
            placed.Account,
            placed.Instrument,
            placed.Quantity,
            placed.LimitPrice,
            placed.IsReduceOnly == Flag.Yes,
            false,
            placed.ClientOrderId,
            Timestamp.Never
        );
        Orders.Add(placed.Order, order);
        Account(placed.Account).Orders.Add(placed.Order);
        NextOrder = placed.Order.Value + 1;
        Reserve(order, order.Remaining);
    }

    public void Evolve(in OrderAmended amended)
    {
        var order = Orders[amended.Order];
        Reserve(order, amended.Quantity - order.Remaining);
        Orders[amended.Order] = order with { Remaining = amended.Quantity, Limit = amended.LimitPrice };
    }

    public void Evolve(in OrderReduced reduced)
    {
        var order = Orders[reduced.Order];
        var remaining = new Quantity(order.Remaining.Units - (order.Remaining.Sign * reduced.Quantity.Units));
        Reserve(order, remaining - order.Remaining);
        Orders[reduced.Order] = order with { Remaining = remaining };
    }

    public void Evolve(in OrderClosed closed)
    {
        var order = Orders[closed.Order];
        var account = Account(order.Account);
        Reserve(order, -order.Remaining);
        Orders.Remove(closed.Order);
        ClosedOrders.Add(order);
        if (!order.IsLiquidation)
        {
            account.Orders.Remove(closed.Order);
            return;
        }

        LiquidationOrders.Removed();
        account.LiquidationOrder = OrderId.None;
        account.HasBookRefused =
            !account.IsLiquidationOrderRecalled
            && !order.Remaining.IsZero
            && closed.Reason is OrderCloseReason.Done or OrderCloseReason.TimedOut;
        account.IsLiquidationOrderRecalled = false;
    }

    public void Evolve(in LiquidationOrderPlaced placed)
    {
        var order = new OrderRow(
            placed.Order,
            placed.Account,
            placed.Instrument,
            placed.Quantity,
            placed.LimitPrice,
            true,
            true,
            0,
            placed.Deadline
        );
        Orders.Add(placed.Order, order);
        LiquidationOrders.Add(placed.Order);
        Account(placed.Account).LiquidationOrder = placed.Order;
        NextOrder = placed.Order.Value + 1;
    }

    public void Evolve(in LiquidationOrderRecalled recalled) => Account(recalled.Account).IsLiquidationOrderRecalled = true;

    public void Evolve(in TradeRecorded recorded) => Trades.Add(recorded, false, Venue.TradesKept);

    public void Evolve(in TradeBusted busted) => Trades.Bust(busted.TradeId);

    /// <summary>Keeps the account's open quantities by side, which margin reads.</summary>
    private void Reserve(in OrderRow order, Quantity change)
    {
        if (!order.NeedsMargin || Instrument(order.Instrument).Parameters.Kind == InstrumentKind.Spot)
        {
            return;
        }

        var account = Account(order.Account);
        var line = account.Position(order.Instrument);
        account.Set(
            order.Remaining.Sign > 0 ? line with { OpenBuy = line.OpenBuy + change } : line with { OpenSell = line.OpenSell - change }
        );
    }
}
