using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>A book after all its prices have moved alike: profits since then are unrealised, hedging coins move along, volatilities stay.</summary>
internal static class MovedBook
{
    /// <param name="book">The book.</param>
    /// <param name="factor">What every price is multiplied by, above zero.</param>
    public static RiskBook Of(RiskBook book, double factor) =>
        book with
        {
            Spot = book.Spot * factor,
            Linear = [.. book.Linear.Select(held => Moved(held, factor, book.IsInCoin))],
            Expiries = [.. book.Expiries.Select(expiry => Moved(expiry, factor))],
            Collateral = [.. book.Collateral.Select(held => held.IsHedge ? held with { Price = held.Price * factor } : held)],
        };

    private static OptionExpiryBook Moved(OptionExpiryBook expiry, double factor) =>
        expiry with
        {
            Forward = expiry.Forward * factor,
            Options = [.. expiry.Options.Select(option => option with { CoinPrice = option.CoinPrice * factor })],
        };

    /// <summary>An inverse contract's face stands still, so that its size in the coin falls as the price rises.</summary>
    private static LinearHolding Moved(LinearHolding held, double factor, bool isInCoin)
    {
        var isInverse = isInCoin || held.CoinPrice is not null;
        var profit = isInCoin ? held.Quantity * (1 - (1 / factor)) : held.Quantity * (held.CoinPrice ?? held.Price) * (factor - 1);
        return held with
        {
            Price = held.Price * factor,
            Quantity = isInverse ? held.Quantity / factor : held.Quantity,
            CoinPrice = held.CoinPrice * factor,
            UnrealisedProfit = held.UnrealisedProfit + profit,
        };
    }
}
