using Plimsoll.Engine.Events;
using Plimsoll.Server.Api.Events;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>The latest prices while records go by, and what they were before the last of them.</summary>
internal sealed class PriceBoard(VenueApi api)
{
    private readonly Dictionary<(string Kind, string Of), PriceThen> _latest = [];
    private Dictionary<(string Kind, string Of), string> _before = [];

    /// <summary>What holds now.</summary>
    public IReadOnlyList<PriceThen> Shown =>
        [.. _latest.Values.OrderBy(each => each.Kind, StringComparer.Ordinal).ThenBy(each => each.Of, StringComparer.Ordinal)];

    /// <summary>Takes an event of a record.</summary>
    public void Take(RecordView record, int place)
    {
        var view = record.Events[place];
        if (view.Kind == EventKind.MarkPriceChanged)
        {
            var mark = view.As<MarkPriceChanged>();
            Set("mark_price", api.Names.Of(mark.Instrument), api.Translator.Text(mark.Price, mark.Instrument).ToString(), record);
        }
        else if (view.Kind == EventKind.IndexPriceChanged)
        {
            var index = view.As<IndexPriceChanged>();
            Set("index_price", api.Names.Of(index.Index), api.Translator.Text(index.Price, index.Index).ToString(), record);
        }
    }

    /// <summary>What comes from here on is compared with what holds now.</summary>
    public void Mark() => _before = _latest.ToDictionary(each => each.Key, each => each.Value.Price);

    private void Set(string kind, string of, string price, RecordView record) =>
        _latest[(kind, of)] = new(of, kind, price, _before.GetValueOrDefault((kind, of)), record.Record.Sequence);
}
