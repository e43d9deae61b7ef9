using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>What the events of a record leave out because the engine's state has it: the position after each of its changes, and what stood beside each trade. Filled anew by each record.</summary>
internal sealed class RecordNotes
{
    private readonly List<Quantity> _positions = [];
    private readonly List<TradeNote> _trades = [];
    private readonly List<bool> _areOrdersUnknown = [];
    private readonly List<(OrderId Taker, OrderId Maker)> _named = [];
    private readonly List<OrderId> _closed = [];
    private readonly Dictionary<(AccountId, InstrumentId), Quantity> _after = [];

    /// <summary>Positions after each <see cref="PositionChanged"/>, in the order of these.</summary>
    public IReadOnlyList<Quantity> Positions => _positions;

    /// <summary>One for each <see cref="TradeRecorded"/>, in the order of these.</summary>
    public IReadOnlyList<TradeNote> Trades => _trades;

    public void Clear()
    {
        _positions.Clear();
        _trades.Clear();
        _areOrdersUnknown.Clear();
        _named.Clear();
    }

    /// <summary>Before trades are booked: which of them name orders that are not there.</summary>
    public void Look(RecordTrades trades, MarginEngine engine)
    {
        foreach (ref readonly var leg in trades.Legs.Span)
        {
            _areOrdersUnknown.Add(
                !Fits(leg.TakerOrder, leg.Taker, leg.Instrument, leg.Quantity.Sign, engine)
                    || !Fits(leg.MakerOrder, leg.Maker, leg.Instrument, -leg.Quantity.Sign, engine)
            );
            _named.Add((leg.TakerOrder, leg.MakerOrder));
        }
    }

    /// <summary>After the record: from the last event back, since the engine's state is the one after all of them.</summary>
    public void Take(EventBuffer events, MarginEngine engine)
    {
        _after.Clear();
        for (var i = events.Count - 1; i >= 0; i--)
        {
            if (events[i].Kind == EventKind.PositionChanged)
                Add(events[i].As<PositionChanged>(), engine);
            else if (events[i].Kind == EventKind.TradeRecorded)
                Add(events[i].As<TradeRecorded>(), engine);
        }

        _positions.Reverse();
        _trades.Reverse();
        if (_named.Count > 1)
            LookAgain(events);

        for (var i = 0; i < Math.Min(_trades.Count, _areOrdersUnknown.Count); i++)
        {
            _trades[i] = _trades[i] with { NamesUnknownOrder = _areOrdersUnknown[i] };
        }
    }

    /// <summary>An order that an earlier leg ended is not there any more for a later one.</summary>
    private void LookAgain(EventBuffer events)
    {
        _closed.Clear();
        var leg = 0;
        for (var i = 0; i < events.Count && leg < _named.Count; i++)
        {
            if (events[i].Kind == EventKind.OrderClosed)
            {
                _closed.Add(events[i].As<OrderClosed>().Order);
            }
            else if (events[i].Kind == EventKind.TradeRecorded)
            {
                _areOrdersUnknown[leg] |= _closed.Contains(_named[leg].Taker) || _closed.Contains(_named[leg].Maker);
                leg++;
            }
        }
    }

    private void Add(in PositionChanged changed, MarginEngine engine)
    {
        var place = (changed.Account, changed.Instrument);
        if (!_after.TryGetValue(place, out var after))
            after = engine.PositionOf(changed.Account, changed.Instrument).Quantity;

        _positions.Add(after);
        _after[place] = after - changed.Quantity;
    }

    private void Add(in TradeRecorded trade, MarginEngine engine) =>
        _trades.Add(
            new(
                trade.Price,
                engine.MarkPrice(trade.Instrument),
                NamesUnknownOrder: false,
                engine.View(trade.Instrument).Parameters.Kind == InstrumentKind.Option
            )
        );

    private static bool Fits(OrderId order, AccountId account, InstrumentId instrument, int side, MarginEngine engine) =>
        order == OrderId.None
        || (
            engine.OrderOf(order) is { } open
            && open.Instrument == instrument
            && open.Remaining.Sign == side
            && (open.Account == account || engine.ParentOf(open.Account) == account)
        );
}
