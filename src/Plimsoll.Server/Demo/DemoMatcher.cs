using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Engine.Views;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Stream;
using Plimsoll.Values;

namespace Plimsoll.Server.Demo;

/// <summary>A matching engine as small as can be: whoever wants to trade at the mark or worse trades at the mark, with the maker. Liquidation orders too.</summary>
internal sealed class DemoMatcher
{
    private const int TradesOfRecord = 1 << 12;

    private readonly VenueHost _host;
    private readonly AccountId _maker;
    private readonly EventCursor _cursor;
    private readonly EventBuffer _events = new();
    private readonly Dictionary<OrderId, OrderView> _resting = [];
    private readonly Dictionary<InstrumentId, Price> _marks = [];
    private long _sequence;
    private int _trades;

    public DemoMatcher(VenueHost host)
    {
        _host = host;
        _maker = host.Names.TryFindAccount(DemoListing.Maker, out var maker) ? maker : throw new InvalidOperationException("No maker.");
        // Orders of before are in the engine; what happens from here on is in the stream.
        var (sequence, open, marks) = host.Read(static machine =>
        {
            var accounts = Enumerable.Range(0, machine.Engine.AccountCount).Select(number => new AccountId(number));
            var open = accounts.SelectMany(machine.Engine.OrdersOf).ToList();
            var marks = Enumerable.Range(0, machine.Engine.InstrumentCount).Select(number => machine.Engine.MarkPrice(new((ushort)number)));
            return (machine.Sequence, open, marks.ToList());
        });
        foreach (var order in open)
        {
            _resting[order.Order] = order;
        }

        for (var i = 0; i < marks.Count; i++)
        {
            _marks[new((ushort)i)] = marks[i];
        }

        _cursor = host.Events.Read(sequence + 1);
    }

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var order in _resting.Values.ToList())
        {
            Match(order);
        }

        while (true)
        {
            await _cursor.WaitAsync(cancellation);
            while (_cursor.TryRead(out var record))
            {
                record.ReadEvents(_events);
                (_sequence, _trades) = (record.Sequence, 0);
                for (var i = 0; i < _events.Count; i++)
                {
                    Hear(_events[i]);
                }
            }
        }
    }

    private void Hear(in EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.OrderPlaced:
                var placed = view.As<OrderPlaced>();
                Rest(new(placed.Order, placed.Account, placed.Instrument, placed.Quantity, placed.LimitPrice, false, false, 0, default));
                break;
            case EventKind.LiquidationOrderPlaced:
                var asked = view.As<LiquidationOrderPlaced>();
                Rest(new(asked.Order, asked.Account, asked.Instrument, asked.Quantity, asked.LimitPrice, true, true, 0, asked.Deadline));
                break;
            case EventKind.OrderAmended or EventKind.OrderReduced:
                Look(view.Kind == EventKind.OrderAmended ? view.As<OrderAmended>().Order : view.As<OrderReduced>().Order);
                break;
            case EventKind.LiquidationOrderRecalled:
                // It is taken back: whoever asked gets its answer.
                Submit(new ReportOrderDone(default, view.As<LiquidationOrderRecalled>().Order));
                break;
            case EventKind.OrderClosed:
                _resting.Remove(view.As<OrderClosed>().Order);
                break;
            case EventKind.MarkPriceChanged:
                Move(view.As<MarkPriceChanged>());
                break;
        }
    }

    private void Rest(in OrderView order)
    {
        _resting[order.Order] = order;
        Match(order);
    }

    private void Look(OrderId order)
    {
        if (_host.Read(order, static (machine, id) => machine.Engine.ViewOrder(id)) is { } open)
            Rest(open);
    }

    private void Move(in MarkPriceChanged moved)
    {
        _marks[moved.Instrument] = moved.Price;
        foreach (var order in _resting.Values.ToList())
        {
            if (order.Instrument == moved.Instrument)
                Match(order);
        }
    }

    private void Match(in OrderView order)
    {
        var mark = _marks.GetValueOrDefault(order.Instrument);
        var crosses = order.Remaining.Units > 0 ? order.Limit >= mark : order.Limit <= mark;
        if (!mark.IsPositive || order.Account == _maker)
            return;

        if (!crosses)
        {
            // Nobody trades at a better price than the mark here, so the engine is told at once and takes its next step.
            if (order.IsLiquidation)
                Submit(new ReportOrderDone(default, order.Order));

            return;
        }

        _resting.Remove(order.Order);
        var leg = new TradeLeg(NextTrade(), order.Instrument, order.Remaining, mark, order.Account, order.Order, _maker, default);
        Submit(new RecordTrades(default, new[] { leg }));
    }

    /// <summary>Of the record that caused it, so that no start gives a number twice.</summary>
    private long NextTrade() => (_sequence * TradesOfRecord) + ++_trades;

    private void Submit(Command command) => _host.TrySubmit(HostEntry.Of(command), null);
}
