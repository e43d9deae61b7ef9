namespace Plimsoll.Margin;

/// <summary>Which part of the orders would open a position rather than close the one there is.</summary>
public static class OpeningOrders
{
    /// <summary>The buy orders beyond the size of a short position, highest price first: the order in which they would trade.</summary>
    public static IReadOnlyList<RestingOrder> OfBuys(IEnumerable<RestingOrder> buys, decimal position) =>
        Beyond(buys.OrderByDescending(order => order.Price), Math.Max(0, -position));

    /// <summary>The sell orders beyond the size of a long position, lowest price first.</summary>
    public static IReadOnlyList<RestingOrder> OfSells(IEnumerable<RestingOrder> sells, decimal position) =>
        Beyond(sells.OrderBy(order => order.Price), Math.Max(0, position));

    private static List<RestingOrder> Beyond(IEnumerable<RestingOrder> inOrder, decimal closing)
    {
        var opening = new List<RestingOrder>();
        foreach (var order in inOrder)
        {
            var free = Math.Min(closing, order.Size);
            closing -= free;
            if (order.Size > free)
            {
                opening.Add(order with { Size = order.Size - free });
            }
        }

        return opening;
    }
}
