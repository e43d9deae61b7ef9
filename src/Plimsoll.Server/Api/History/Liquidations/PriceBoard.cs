using Plimsoll.Engine.Events;
using Plimsoll.Server.Api.Events;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>The latest prices while records go by, and what they were before the last of them.</summary>
internal sealed class PriceBoard(VenueApi api)
{
    private readonly SortedDictionary<IndexId, PriceThen> _indices = [];
    private readonly SortedDictionary<InstrumentId, PriceThen> _marks = [];
    private Dictionary<IndexId, string> _indicesBefore = [];
    private Dictionary<InstrumentId, string> _marksBefore = [];

    /// <summary>What holds now, of what a unit of margin depended on.</summary>
    public IReadOnlyList<PriceThen> Shown(HeldMarkets held) =>
        [
            .. _indices.Where(each => held.Has(each.Key)).Select(each => each.Value),
            .. _marks.Where(each => held.Has(each.Key)).Select(each => each.Value),
        ];

    /// <summary>Takes an event of a record.</summary>
    public void Take(RecordView record, int place)
    {
        var view = record.Events[place];
        if (view.Kind == EventKind.MarkPriceChanged)
        {
            var (of, price) = (view.As<MarkPriceChanged>().Instrument, view.As<MarkPriceChanged>().Price);
            _marks[of] = new(
                api.Names.Of(of),
                "mark_price",
                api.Translator.Text(price, of).ToString(),
                _marksBefore.GetValueOrDefault(of),
                record.Record.Sequence
            );
        }
        else if (view.Kind == EventKind.IndexPriceChanged)
        {
            var (of, price) = (view.As<IndexPriceChanged>().Index, view.As<IndexPriceChanged>().Price);
            _indices[of] = new(
                api.Names.Of(of),
                "index_price",
                api.Translator.Text(price, of).ToString(),
                _indicesBefore.GetValueOrDefault(of),
                record.Record.Sequence
            );
        }
    }

    /// <summary>What the price that an event sets was before its record; null for other events, and where it is not known.</summary>
    public string? Before(RecordView record, int place) =>
        record.Events[place] is var view && view.Kind == EventKind.MarkPriceChanged
            ? _marksBefore.GetValueOrDefault(view.As<MarkPriceChanged>().Instrument)
        : view.Kind == EventKind.IndexPriceChanged ? _indicesBefore.GetValueOrDefault(view.As<IndexPriceChanged>().Index)
        : null;

    /// <summary>What comes from here on is compared with what holds now.</summary>
    public void Mark() =>
        (_indicesBefore, _marksBefore) = (
            _indices.ToDictionary(each => each.Key, each => each.Value.Price),
            _marks.ToDictionary(each => each.Key, each => each.Value.Price)
        );
}
