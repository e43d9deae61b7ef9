namespace Plimsoll.Liquidation;

/// <summary>Cancels the orders that could make a position larger or turn it around, and keeps those that reduce it.</summary>
/// <remarks>
/// Orders on the position's own side go; of those against it the most passive go, whole, until the rest is no more than the position.
/// Source: Paradex, Deleveraging.
/// </remarks>
public static class OrderCancellation
{
    /// <summary>Splits the orders, both parts in the order given.</summary>
    /// <param name="position">Signed position; without one every order goes.</param>
    /// <param name="orders">The orders.</param>
    /// <returns>Orders that stay, and orders to cancel in the order in which they go.</returns>
    public static (IReadOnlyList<OpenOrder> Kept, IReadOnlyList<OpenOrder> Cancelled) Split(
        decimal position,
        IReadOnlyList<OpenOrder> orders
    )
    {
        ArgumentNullException.ThrowIfNull(orders);
        var isLong = position > 0;
        var against = orders.Where(order => position != 0 && order.IsBuy != isLong).ToList();
        List<OpenOrder> cancelled = [.. orders.Where(order => position == 0 || order.IsBuy == isLong)];
        // The farthest from the market first; of equal ones the later, as the earlier has priority in the book.
        var passive = Enumerable.Reverse(against).OrderByDescending(order => isLong ? order.Price : -order.Price).ToList();
        var total = against.Sum(order => order.Quantity);
        for (var i = 0; total > Math.Abs(position); i++)
        {
            total -= passive[i].Quantity;
            cancelled.Add(passive[i]);
        }

        return ([.. orders.Where(order => !cancelled.Exists(each => ReferenceEquals(each, order)))], cancelled);
    }
}
