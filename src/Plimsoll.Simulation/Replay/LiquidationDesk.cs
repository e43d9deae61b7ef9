using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Simulation.Books;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>Carries liquidation orders to the book and the answers back: fills as trades, the rest as done.</summary>
/// <remarks>
/// Immediate or cancel, in the order in which the engine asked. When matching is congested an order waits for the next tick; one that was
/// recalled meanwhile is not filled. docs/spec/0011-replay.md (REPL-016, REPL-017).
/// </remarks>
internal sealed class LiquidationDesk(VenueGateway gateway, IReadOnlyList<InstrumentMarket> markets) : IVenueListener
{
    private readonly Queue<LiquidationOrderPlaced> _asked = new();
    private readonly Queue<(LiquidationOrderPlaced Order, Timestamp Since)> _waiting = new();
    private readonly HashSet<long> _over = [];
    private readonly List<TradeLeg> _legs = [];

    /// <summary>Orders that had to wait for a congested book.</summary>
    public long Congested { get; private set; }

    public void Hear(in EventView heard)
    {
        switch (heard.Kind)
        {
            case EventKind.LiquidationOrderPlaced:
                _asked.Enqueue(heard.As<LiquidationOrderPlaced>());
                break;
            case EventKind.LiquidationOrderRecalled:
                _over.Add(heard.As<LiquidationOrderRecalled>().Order.Value);
                break;
        }
    }

    /// <summary>Works until the engine asks for nothing more.</summary>
    public void Work(Timestamp now)
    {
        while (_waiting.TryPeek(out var waiting) && waiting.Since < now)
        {
            _waiting.Dequeue();
            Answer(waiting.Order, now);
        }

        while (_asked.TryDequeue(out var order))
        {
            if (markets[order.Instrument.Value].Liquidity.IsCongested)
            {
                Congested++;
                _waiting.Enqueue((order, now));
            }
            else
            {
                Answer(order, now);
            }
        }
    }

    private void Answer(in LiquidationOrderPlaced order, Timestamp now)
    {
        var market = markets[order.Instrument.Value];
        var side = order.Quantity.Sign;
        var lots = Math.Abs(order.Quantity.Units) / market.Listed.LotUnits;
        var filled = 0L;
        if (!_over.Remove(order.Order.Value))
        {
            var fills = market.Take(side, lots, market.LimitTicks(side, order.LimitPrice));
            filled = Book(gateway, market, fills, order.Account, order.Order, side, now, _legs);
        }

        if (filled < lots)
        {
            gateway.Send(new ReportOrderDone(now, order.Order));
        }
    }

    /// <summary>Reports fills as one trade with a leg each.</summary>
    /// <returns>Lots booked.</returns>
    internal static long Book(
        VenueGateway gateway,
        InstrumentMarket market,
        List<BookFill> fills,
        AccountId taker,
        OrderId order,
        int side,
        Timestamp now,
        List<TradeLeg> legs
    )
    {
        if (fills.Count == 0)
        {
            return 0;
        }

        legs.Clear();
        var lots = 0L;
        foreach (var fill in fills)
        {
            var quantity = new Quantity(side * fill.Lots * market.Listed.LotUnits);
            var price = new Price(fill.Price * market.Listed.TickUnits);
            legs.Add(new(gateway.NextTradeId(), market.Id, quantity, price, taker, order, new(fill.Owner), OrderId.None));
            lots += fill.Lots;
        }

        gateway.Require(new RecordTrades(now, legs.ToArray()));
        return lots;
    }
}
