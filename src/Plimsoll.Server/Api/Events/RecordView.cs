using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Stream;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Events;

/// <summary>A record of the stream, read: its events, and the names and places that go with them. Used again for each record; one thread at a time.</summary>
/// <param name="band">The share of the mark beyond which a trade's price is far from it; zero for none.</param>
/// <param name="events">Where its events go.</param>
internal sealed class RecordView(Rate band = default, EventBuffer? events = null)
{
    private IReadOnlyList<EventLabel>? _labels;
    private IReadOnlyList<OrderPlace>? _places;
    private IReadOnlyList<Quantity>? _positions;
    private IReadOnlyList<TradeNote>? _trades;
    private int[]? _ranks;

    public StreamRecord Record { get; private set; }

    public EventBuffer Events { get; } = events ?? new();

    /// <summary>Reads a record.</summary>
    public void Load(StreamRecord record)
    {
        (Record, _labels, _places, _positions, _trades, _ranks) = (record, null, null, null, null, null);
        record.ReadEvents(Events);
    }

    /// <summary>Shows events that stand in no stream.</summary>
    public void Show(ReadOnlySpan<byte> events, IReadOnlyList<EventLabel> labels, IReadOnlyList<OrderPlace> places)
    {
        (Record, _labels, _places, _positions, _trades, _ranks) = (default, labels, places, [], [], null);
        Events.Load(events);
    }

    /// <summary>The client order id of an order; null when it has none.</summary>
    public string? LabelOf(OrderId order) => Find(LabelKind.Order, order.Value);

    /// <summary>The matching engine's id of a trade whose number is not its own; null for others.</summary>
    public string? LabelOfTrade(long trade) => Find(LabelKind.Trade, trade);

    /// <summary>What a scheduled change is about; null when that is not told.</summary>
    public string? LabelOfChange(int ticket) => Find(LabelKind.Change, ticket);

    /// <summary>Whether a change that took force found nothing left to change.</summary>
    public bool ChangesNothing(int ticket) => Find(LabelKind.NothingChanged, ticket) is not null;

    /// <summary>Whose an order is that is named by its number alone; null when that is not told.</summary>
    public OrderPlace? PlaceOf(OrderId order)
    {
        _places ??= Record.ReadPlaces();
        for (var i = 0; i < _places.Count; i++)
        {
            if (_places[i].Order == order)
                return _places[i];
        }

        return null;
    }

    /// <summary>The position after the change of a position at a place among the events; null for records of programs that did not write it.</summary>
    public Quantity? PositionAfter(int place)
    {
        _positions ??= Record.ReadPositions();
        return RankOf(place) is var rank && rank < _positions.Count ? _positions[rank] : null;
    }

    /// <summary>What stood beside the trade at a place among the events; null for records of programs that did not write it.</summary>
    public TradeNote? NoteOf(int place)
    {
        _trades ??= Record.ReadTrades();
        return RankOf(place) is var rank && rank < _trades.Count ? _trades[rank] : null;
    }

    /// <summary>Whether the price of the trade at a place was far from the mark; null when there was no mark, or it is not known.</summary>
    public bool? IsFar(int place) => NoteOf(place) is { Mark.Units: > 0 } note ? note.IsBeyond(band) : null;

    /// <summary>Whether an operator wants to see the trade at a place.</summary>
    public bool IsStrange(int place) => IsFar(place) == true || NoteOf(place) is { NamesUnknownOrder: true };

    public EventConcern ConcernOf(OrderId order) =>
        PlaceOf(order) is { } place ? new(place.Account.Value, -1, place.Instrument.Value) : EventConcern.None;

    /// <summary>A bust names the trade alone; the positions that it moves back say whose it was.</summary>
    public EventConcern ConcernOfBust(long trade)
    {
        var concern = EventConcern.None;
        for (var i = 0; i < Events.Count; i++)
        {
            if (Events[i].Kind != EventKind.PositionChanged)
                continue;

            var moved = Events[i].As<PositionChanged>();
            if (moved.Reason != PostingReason.Bust || moved.Reference != trade)
                continue;

            concern =
                concern.First < 0 ? new(moved.Account.Value, -1, moved.Instrument.Value) : concern with { Second = moved.Account.Value };
        }

        return concern;
    }

    /// <summary>What a trade that the record booked or undid was in; null when it did neither.</summary>
    public InstrumentId? InstrumentOfTrade(long trade)
    {
        for (var i = 0; i < Events.Count; i++)
        {
            if (Events[i].Kind == EventKind.TradeRecorded && Events[i].As<TradeRecorded>() is { } booked && booked.TradeId == trade)
                return booked.Instrument;
        }

        return ConcernOfBust(trade).Instrument is >= 0 and var undone ? new((ushort)undone) : null;
    }

    /// <summary>Whether the record placed or amended an order of this number.</summary>
    public bool HasOrder(long order)
    {
        for (var i = 0; i < Events.Count; i++)
        {
            if (
                Events[i].Kind switch
                {
                    EventKind.OrderPlaced => Events[i].As<OrderPlaced>().Order.Value == order,
                    EventKind.OrderAmended => Events[i].As<OrderAmended>().Order.Value == order,
                    _ => false,
                }
            )
                return true;
        }

        return false;
    }

    /// <summary>How many events of the same kind come before one, where that matters.</summary>
    private int RankOf(int place)
    {
        if (_ranks is null)
        {
            var (ranks, positions, trades) = (new int[Events.Count], 0, 0);
            for (var i = 0; i < ranks.Length; i++)
            {
                ranks[i] = Events[i].Kind switch
                {
                    EventKind.PositionChanged => positions++,
                    EventKind.TradeRecorded => trades++,
                    _ => 0,
                };
            }

            _ranks = ranks;
        }

        return _ranks[place];
    }

    private string? Find(LabelKind kind, long number)
    {
        _labels ??= Record.ReadLabels();
        for (var i = 0; i < _labels.Count; i++)
        {
            if (_labels[i].Kind == kind && _labels[i].Number == number)
                return _labels[i].Text;
        }

        return null;
    }
}
