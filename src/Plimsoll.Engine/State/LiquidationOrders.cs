using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>The engine's own open orders by number: those that can time out. Closed ones are passed over, and left out once they are most; does not allocate once it has grown.</summary>
internal sealed class LiquidationOrders(Dictionary<OrderId, OrderRow> orders)
{
    private const int LeastCompacted = 64;

    private readonly List<OrderId> _numbers = [];
    private int _open;

    /// <summary>A new one: numbers are given out in ascending order.</summary>
    public void Add(OrderId order)
    {
        Invariant.Require(_numbers.Count == 0 || _numbers[^1].Value < order.Value);
        _numbers.Add(order);
        _open++;
    }

    /// <summary>One of them was closed: it is no longer among the orders.</summary>
    public void Removed()
    {
        _open--;
        if (_numbers.Count > LeastCompacted && _numbers.Count > 2 * _open)
        {
            Compact();
        }
    }

    /// <summary>The first one whose time is over.</summary>
    public bool TryFindOverdue(Timestamp now, out OrderRow overdue)
    {
        overdue = default;
        for (var i = 0; i < _numbers.Count && _open > 0; i++)
        {
            if (orders.TryGetValue(_numbers[i], out overdue) && overdue.Deadline <= now)
            {
                return true;
            }
        }

        return false;
    }

    private void Compact()
    {
        var kept = 0;
        for (var i = 0; i < _numbers.Count; i++)
        {
            if (orders.ContainsKey(_numbers[i]))
            {
                _numbers[kept++] = _numbers[i];
            }
        }

        _numbers.RemoveRange(kept, _numbers.Count - kept);
    }
}
