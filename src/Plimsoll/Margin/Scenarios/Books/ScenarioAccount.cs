namespace Plimsoll.Margin.Scenarios.Books;

/// <summary>An account under portfolio margin.</summary>
/// <param name="Books">What it holds, by underlying.</param>
/// <param name="Cash">Cash in the settlement coin; below zero is owed.</param>
/// <param name="CoinPrice">Price of the settlement coin, above zero; 1 for money that cannot lose its peg. Collateral is counted in it.</param>
public sealed record ScenarioAccount(IReadOnlyList<RiskBook> Books, double Cash = 0, double CoinPrice = 1)
{
    /// <summary>
    /// Orders that may fill. In each scenario one counts if it would lose there and not if it would gain, so that no choice of fills is worse; each charge is
    /// that of no fill, of all buys, of all sells or of what makes each position largest, whichever is dearest. Every order's underlying has a book in <see cref="Books"/>, an empty one if need be.
    /// </summary>
    public IReadOnlyList<OpenOrder> Orders { get; init; } = [];

    /// <summary>A multiple of the account: positions, orders, coins and unrealised profit; cash likewise.</summary>
    /// <param name="factor">Of any sign; below zero is the other side of every position.</param>
    public ScenarioAccount Times(double factor) =>
        this with
        {
            Books = [.. Books.Select(book => Times(book, factor))],
            Cash = Cash * factor,
            Orders = [.. Orders.Select(order => new OpenOrder(Times(order.Book, factor), order.IsBuy == (factor >= 0)))],
        };

    private static RiskBook Times(RiskBook book, double factor) =>
        book with
        {
            Linear =
            [
                .. book.Linear.Select(held =>
                    held with
                    {
                        Quantity = held.Quantity * factor,
                        UnrealisedProfit = held.UnrealisedProfit * factor,
                    }
                ),
            ],
            Expiries =
            [
                .. book.Expiries.Select(expiry =>
                    expiry with
                    {
                        Options = [.. expiry.Options.Select(option => option with { Quantity = option.Quantity * factor })],
                    }
                ),
            ],
            Collateral = [.. book.Collateral.Select(held => held with { Quantity = held.Quantity * factor })],
        };
}
