using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Scenarios;

/// <summary>An account in a market that has moved: prices by a share, volatilities by a share of themselves.</summary>
/// <remarks>
/// All underlyings move alike. A future's profit since the move is added to its unrealised profit; coins that hedge an underlying move with it, others stand still.
/// What the account is worth then, and what it needs then, are asked of <see cref="ScenarioMargin"/> as ever.
/// </remarks>
/// <param name="Price">Relative move of prices, above −1.</param>
/// <param name="Volatility">Relative move of volatilities, at least −1.</param>
public readonly record struct MarketMove(double Price, double Volatility)
{
    /// <summary>The account after the move.</summary>
    public ScenarioAccount Of(ScenarioAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var books = new List<RiskBook>();
        foreach (var book in account.Books)
            books.Add(Of(book));

        return account with
        {
            Books = books,
            Orders = MovedOrders(account.Orders),
        };
    }

    private OpenOrder[] MovedOrders(IReadOnlyList<OpenOrder> orders)
    {
        var moved = new OpenOrder[orders.Count];
        for (var i = 0; i < moved.Length; i++)
            moved[i] = orders[i] with { Book = Of(orders[i].Book) };

        return moved;
    }

    private RiskBook Of(RiskBook book)
    {
        var factor = 1 + Price;
        var volatility = 1 + Volatility;
        return book with
        {
            Spot = book.Spot * factor,
            Linear = [.. book.Linear.Select(held => Moved(held, factor, book.IsInCoin))],
            Expiries =
            [
                .. book.Expiries.Select(expiry =>
                    expiry with
                    {
                        Forward = expiry.Forward * factor,
                        FixedForward = expiry.FixedForward,
                        Options = [.. expiry.Options.Select(option => option with { Volatility = option.Volatility * volatility })],
                    }
                ),
            ],
            Collateral = [.. book.Collateral.Select(held => held.IsHedge ? held with { Price = held.Price * factor } : held)],
        };
    }

    /// <summary>An inverse contract's face stands still, so that its size in the coin falls as the price rises.</summary>
    private static LinearHolding Moved(LinearHolding held, double factor, bool isInCoin)
    {
        var profit = isInCoin ? held.Quantity * (1 - (1 / factor)) : held.Quantity * held.Price * (factor - 1);
        return held with
        {
            Price = held.Price * factor,
            Quantity = isInCoin ? held.Quantity / factor : held.Quantity,
            UnrealisedProfit = held.UnrealisedProfit + profit,
        };
    }
}
