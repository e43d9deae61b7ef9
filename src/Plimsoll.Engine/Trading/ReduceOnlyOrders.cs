using Plimsoll.Engine.Events;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Trading;

/// <summary>Keeps reduce-only orders within the position that they reduce, whoever made it smaller: a fill, a liquidation, a takeover, deleveraging.</summary>
/// <remarks>
/// They need no margin, so one that outlived its position could open a new one that nobody checked. What still fits is kept, the oldest first, because its owner
/// wants it and it has its place in the book; the rest is taken back. Source: docs/spec/0006-trading.md, "Orders" (TRAD-015).
/// </remarks>
internal sealed class ReduceOnlyOrders(EngineContext context, OrderHandler orders)
{
    private EngineState State => context.State;

    /// <summary>Looks at every position that has changed since the last time.</summary>
    public void Trim()
    {
        for (var i = 0; context.TryTakeRepositioned(i, out var account, out var instrument); i++)
        {
            Trim(State.Account(account), instrument);
        }
    }

    private void Trim(AccountRow account, InstrumentId instrument)
    {
        var held = account.Position(instrument).Quantity;
        var left = held.Abs();
        var place = 0;
        while (place < account.Orders.Count)
        {
            var order = State.Orders[account.Orders[place]];
            if (!order.IsReduceOnly || order.Instrument != instrument)
            {
                place++;
                continue;
            }

            var size = order.Remaining.Abs();
            var kept =
                order.Remaining.Sign != -held.Sign ? Quantity.Zero
                : size < left ? size
                : left;
            left -= kept;
            if (kept.IsZero)
            {
                // Takes it off the list, so that the next one is in its place.
                orders.Close(order, OrderCloseReason.NothingToReduce);
                continue;
            }

            if (kept < size)
            {
                context.Emit(new OrderAmended(order.Id, order.Remaining.Sign > 0 ? kept : -kept, order.Limit));
            }

            place++;
        }
    }
}
