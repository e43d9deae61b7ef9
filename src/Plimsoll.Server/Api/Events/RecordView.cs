using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Stream;

namespace Plimsoll.Server.Api.Events;

/// <summary>A record of the stream, read: its events, and the names and places that go with them. Used again for each record; one thread at a time.</summary>
internal sealed class RecordView
{
    private IReadOnlyList<EventLabel>? _labels;
    private IReadOnlyList<OrderPlace>? _places;

    public StreamRecord Record { get; private set; }

    public EventBuffer Events { get; } = new();

    /// <summary>Reads a record.</summary>
    public void Load(StreamRecord record)
    {
        (Record, _labels, _places) = (record, null, null);
        record.ReadEvents(Events);
    }

    /// <summary>Shows events that stand in no stream.</summary>
    public void Show(ReadOnlySpan<byte> events, IReadOnlyList<EventLabel> labels, IReadOnlyList<OrderPlace> places)
    {
        (Record, _labels, _places) = (default, labels, places);
        Events.Load(events);
    }

    /// <summary>The client order id of an order; null when it has none.</summary>
    public string? LabelOf(OrderId order) => Find(LabelKind.Order, order.Value);

    /// <summary>The matching engine's id of a trade whose number is not its own; null for others.</summary>
    public string? LabelOfTrade(long trade) => Find(LabelKind.Trade, trade);

    /// <summary>What a scheduled change is about; null when that is not told.</summary>
    public string? LabelOfChange(int ticket) => Find(LabelKind.Change, ticket);

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

    /// <summary>Whether the record booked a trade of this number.</summary>
    public bool HasTrade(long trade)
    {
        for (var i = 0; i < Events.Count; i++)
        {
            if (Events[i].Kind == EventKind.TradeRecorded && Events[i].As<TradeRecorded>().TradeId == trade)
                return true;
        }

        return false;
    }

    /// <summary>Whether the record placed an order of this number.</summary>
    public bool HasOrder(long order)
    {
        for (var i = 0; i < Events.Count; i++)
        {
            if (Events[i].Kind == EventKind.OrderPlaced && Events[i].As<OrderPlaced>().Order.Value == order)
                return true;
        }

        return false;
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
