namespace Plimsoll.Simulation.Books;

/// <summary>The resting orders of one instrument: best price first, and at one price first come, first served.</summary>
/// <remarks>Integers only: ticks and lots. Buffers are kept, so a book that is quoted anew on each tick does not allocate. docs/spec/0011-replay.md (REPL-010, REPL-011).</remarks>
public sealed class OrderBook
{
    private readonly List<BookOrder> _bids = [];
    private readonly List<BookOrder> _asks = [];
    private long _lastId;

    /// <summary>The highest price somebody pays, in ticks; zero for none.</summary>
    public long BestBid => _bids.Count == 0 ? 0 : _bids[^1].Price;

    /// <summary>The lowest price somebody takes, in ticks; zero for none.</summary>
    public long BestAsk => _asks.Count == 0 ? 0 : _asks[^1].Price;

    /// <summary>Resting orders on a side in order of priority: +1 bids, −1 asks.</summary>
    public IEnumerable<BookOrder> Side(int side) => Enumerable.Reverse(SideOf(side));

    /// <summary>Puts an order to rest. It must not cross: what would trade at once is taken first with <see cref="Take"/>.</summary>
    /// <param name="owner">The account behind it.</param>
    /// <param name="side">+1 buys, −1 sells.</param>
    /// <param name="price">In ticks, above zero.</param>
    /// <param name="lots">Above zero.</param>
    /// <returns>Its number.</returns>
    public long Place(int owner, int side, long price, long lots)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(price);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lots);
        if (side > 0 ? _asks.Count > 0 && price >= BestAsk : price <= BestBid)
        {
            throw new ArgumentException("A resting order must not cross the book.", nameof(price));
        }

        var orders = SideOf(side);
        var order = new BookOrder(++_lastId, owner, price, lots);
        orders.Insert(PlaceFor(orders, side, price), order);
        return order.Id;
    }

    /// <summary>Takes an order out.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Cancel(long order) => Remove(_bids, order) || Remove(_asks, order);

    /// <summary>Matches an order that does not rest: up to its limit, best price first, oldest first.</summary>
    /// <param name="side">+1 buys, −1 sells.</param>
    /// <param name="lots">At most this much.</param>
    /// <param name="limit">The worst price, in ticks.</param>
    /// <param name="fills">Receives what was filled, in order; not cleared.</param>
    /// <returns>Lots filled.</returns>
    public long Take(int side, long lots, long limit, List<BookFill> fills)
    {
        var orders = SideOf(-side);
        var open = lots;
        while (open > 0 && orders.Count > 0 && Reaches(side, orders[^1].Price, limit))
        {
            var best = orders[^1];
            var filled = Math.Min(open, best.Lots);
            fills.Add(new(best.Id, best.Owner, best.Price, filled));
            open -= filled;
            if (filled == best.Lots)
            {
                orders.RemoveAt(orders.Count - 1);
            }
            else
            {
                orders[^1] = best with { Lots = best.Lots - filled };
            }
        }

        return lots - open;
    }

    /// <summary>Lots that <see cref="Take"/> would fill now.</summary>
    public long Depth(int side, long limit)
    {
        var lots = 0L;
        foreach (var order in SideOf(-side))
        {
            lots += Reaches(side, order.Price, limit) ? order.Lots : 0;
        }

        return lots;
    }

    /// <summary>Takes out all orders.</summary>
    public void Clear()
    {
        _bids.Clear();
        _asks.Clear();
    }

    private static bool Reaches(int side, long price, long limit) => side > 0 ? price <= limit : price >= limit;

    private static bool Remove(List<BookOrder> orders, long id)
    {
        var place = orders.FindIndex(order => order.Id == id);
        if (place >= 0)
        {
            orders.RemoveAt(place);
        }

        return place >= 0;
    }

    /// <summary>The best order lies last, so a newcomer goes before all of its own price: they came first.</summary>
    private static int PlaceFor(List<BookOrder> orders, int side, long price)
    {
        var (low, high) = (0, orders.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var isWorse = side > 0 ? orders[middle].Price < price : orders[middle].Price > price;
            if (isWorse)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private List<BookOrder> SideOf(int side) => side > 0 ? _bids : _asks;
}
