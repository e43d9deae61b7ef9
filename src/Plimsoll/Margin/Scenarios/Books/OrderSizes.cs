namespace Plimsoll.Margin.Scenarios.Books;

/// <summary>What orders would make of the sizes of positions.</summary>
internal static class OrderSizes
{
    private enum Kind
    {
        Linear,
        Option,
        Coin,
    }

    /// <summary>The orders that make each position as large as orders can: all its buys, all its sells, or neither where that is larger still.</summary>
    /// <param name="book">What is held.</param>
    /// <param name="orders">Orders of the same underlying, of one position each.</param>
    public static List<OpenOrder> Largest(RiskBook book, IReadOnlyList<OpenOrder> orders)
    {
        var held = Positions(book)
            .GroupBy(position => (position.Kind, position.Name))
            .ToDictionary(same => same.Key, same => same.Sum(Quantity));
        var filled = new List<OpenOrder>();
        foreach (
            var same in orders.GroupBy(order => Positions(order.Book).Select(position => (position.Kind, position.Name)).FirstOrDefault())
        )
        {
            var before = held.GetValueOrDefault(same.Key);
            var (buys, sells) = (same.Where(order => order.IsBuy).ToList(), same.Where(order => !order.IsBuy).ToList());
            var (bought, sold) = (Math.Abs(before + Sum(buys)), Math.Abs(before + Sum(sells)));
            if (Math.Max(bought, sold) > Math.Abs(before))
                filled.AddRange(bought > sold ? buys : sells);
        }

        return filled;
    }

    private static double Sum(List<OpenOrder> orders) => orders.Sum(order => Positions(order.Book).Sum(Quantity));

    private static double Quantity((Kind Kind, string Name, double Quantity) position) => position.Quantity;

    private static IEnumerable<(Kind Kind, string Name, double Quantity)> Positions(RiskBook book) =>
        book
            .Linear.Select(linear => (Kind.Linear, linear.Name, linear.Quantity))
            .Concat(book.Expiries.SelectMany(expiry => expiry.Options.Select(option => (Kind.Option, option.Name, option.Quantity))))
            .Concat(book.Collateral.Select(coin => (Kind.Coin, coin.Name, coin.Quantity)));
}
