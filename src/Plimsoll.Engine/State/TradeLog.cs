using Plimsoll.Engine.Events;

namespace Plimsoll.Engine.State;

/// <summary>The latest trades, by number: those that can still be busted or corrected.</summary>
internal sealed class TradeLog
{
    private readonly Dictionary<long, (TradeRecorded Trade, bool IsBusted)> _trades = [];
    private readonly Queue<long> _order = new();

    public int Count => _order.Count;

    /// <summary>Kept trades, oldest first.</summary>
    public IEnumerable<(TradeRecorded Trade, bool IsBusted)> InOrder => _order.Select(id => _trades[id]);

    /// <summary>Whether the number was used by a trade still kept, busted or not.</summary>
    public bool IsUsed(long tradeId) => _trades.ContainsKey(tradeId);

    /// <summary>Finds a trade that can be undone.</summary>
    public bool TryFind(long tradeId, out TradeRecorded trade)
    {
        var isKnown = _trades.TryGetValue(tradeId, out var entry);
        trade = entry.Trade;
        return isKnown && !entry.IsBusted;
    }

    public void Add(in TradeRecorded trade, bool isBusted, int kept)
    {
        _trades[trade.TradeId] = (trade, isBusted);
        _order.Enqueue(trade.TradeId);
        while (_order.Count > kept)
        {
            _trades.Remove(_order.Dequeue());
        }
    }

    /// <summary>Marks a trade busted: known, but not to be undone again.</summary>
    public void Bust(long tradeId)
    {
        if (_trades.TryGetValue(tradeId, out var entry))
        {
            _trades[tradeId] = (entry.Trade, true);
        }
    }
}
