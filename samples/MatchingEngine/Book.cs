using Plimsoll.Client;

namespace MatchingEngine;

/// <summary>Open orders of one instrument: the best price first, the oldest first among equals.</summary>
internal sealed class Book
{
    private readonly List<RestingOrder> _bids = [];
    private readonly List<RestingOrder> _asks = [];

    /// <summary>The best order that an incoming one would trade with; null for none.</summary>
    public RestingOrder? BestAgainst(RestingOrder taker)
    {
        var best = (taker.Side == Side.Buy ? _asks : _bids).FirstOrDefault();
        return best is not null && (taker.Side == Side.Buy ? best.Price <= taker.Price : best.Price >= taker.Price) ? best : null;
    }

    /// <summary>Rests an order behind those of its price.</summary>
    public void Add(RestingOrder order)
    {
        var side = order.Side == Side.Buy ? _bids : _asks;
        var place = side.FindIndex(each => order.Side == Side.Buy ? each.Price < order.Price : each.Price > order.Price);
        side.Insert(place < 0 ? side.Count : place, order);
    }

    /// <summary>Takes an order out; does nothing when it is not there.</summary>
    public void Remove(string id)
    {
        _bids.RemoveAll(each => each.Id == id);
        _asks.RemoveAll(each => each.Id == id);
    }
}
