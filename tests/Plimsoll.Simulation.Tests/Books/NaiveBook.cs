using Plimsoll.Simulation.Books;

namespace Plimsoll.Simulation.Tests.Books;

/// <summary>The obvious order book: one list, sorted anew for each match.</summary>
internal sealed class NaiveBook
{
    private readonly List<(long Id, int Owner, int Side, long Price, long Lots)> _orders = [];
    private long _lastId;

    public bool WouldCross(int side, long price) =>
        _orders.Exists(order => order.Side == -side && (side > 0 ? order.Price <= price : order.Price >= price));

    public void Place(int owner, int side, long price, long lots) => _orders.Add((++_lastId, owner, side, price, lots));

    public bool Cancel(long id) => _orders.RemoveAll(order => order.Id == id) > 0;

    public List<BookFill> Take(int side, long lots, long limit)
    {
        var fills = new List<BookFill>();
        foreach (var order in Sorted(-side).ToList())
        {
            var reaches = side > 0 ? order.Price <= limit : order.Price >= limit;
            var filled = reaches ? Math.Min(lots, order.Lots) : 0;
            if (filled == 0)
            {
                break;
            }

            lots -= filled;
            fills.Add(new(order.Id, order.Owner, order.Price, filled));
            _orders.Remove(order);
            if (filled < order.Lots)
            {
                _orders.Add(order with { Lots = order.Lots - filled });
            }
        }

        return fills;
    }

    public IEnumerable<BookOrder> Side(int side) =>
        Sorted(side).Select(order => new BookOrder(order.Id, order.Owner, order.Price, order.Lots));

    private IEnumerable<(long Id, int Owner, int Side, long Price, long Lots)> Sorted(int side) =>
        _orders.Where(order => order.Side == side).OrderBy(order => -side * order.Price).ThenBy(order => order.Id);
}
