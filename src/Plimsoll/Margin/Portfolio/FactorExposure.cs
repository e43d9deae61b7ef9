using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.Portfolio;

/// <summary>What a position gains per unit of its underlying's log price and log volatility, in the book's unit.</summary>
/// <param name="Name">The position.</param>
/// <param name="Quantity">Its size.</param>
/// <param name="Price">Per unit of the log price: of a linear position its value.</param>
/// <param name="Volatility">Per unit of the log volatility; zero but for options.</param>
internal readonly record struct FactorExposure(string Name, double Quantity, double Price, double Volatility)
{
    /// <summary>The positions of a book, in its order.</summary>
    /// <param name="book">The book.</param>
    /// <param name="coinPrice">Price of the settlement coin, in which coins held are counted.</param>
    public static IEnumerable<FactorExposure> Of(RiskBook book, double coinPrice)
    {
        foreach (var held in book.Linear)
        {
            // In the coin q (1 − P ÷ F), whose slope in log F is q at F = P.
            yield return new(held.Name, held.Quantity, book.IsInCoin ? held.Quantity : held.Quantity * (held.CoinPrice ?? held.Price), 0);
        }

        foreach (var expiry in book.Expiries)
        {
            foreach (var option in expiry.Options)
            {
                var greeks = Black76.Greeks(option.Type, expiry.Forward, option.Strike, option.Volatility, expiry.Years, 1);
                var (price, volatility) = (expiry.Forward * greeks.Delta, option.Volatility * greeks.Vega);
                // An inverse option in money is worth V ÷ F in a coin that moves as F does: V at what a coin is worth by its forward.
                var paid = option.CoinPrice is { } coin ? coin / expiry.Forward : 1;
                yield return new(
                    option.Name,
                    option.Quantity,
                    option.Quantity * (book.IsInCoin ? (price - greeks.Price) / expiry.Forward : price * paid),
                    option.Quantity * (book.IsInCoin ? volatility / expiry.Forward : volatility * paid)
                );
            }
        }

        foreach (var held in book.Collateral.Where(held => held.IsHedge && !book.IsInCoin))
            yield return new(held.Name, held.Quantity, held.Quantity * held.Price / coinPrice, 0);
    }
}
