using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.Portfolio;

/// <summary>Greeks of a book's positions, quantities included, in the book's unit per move of the price in the quote currency.</summary>
internal static class BookGreeks
{
    public static IEnumerable<(string Name, Black76Greeks Greeks)> Of(RiskBook book)
    {
        foreach (var held in book.Linear.Where(held => held.Quantity != 0))
        {
            // In the coin q (1 − P ÷ F): its second derivative is not zero.
            yield return (
                held.Name,
                book.IsInCoin
                    ? new(0, held.Quantity / held.Price, -2 * held.Quantity / (held.Price * held.Price), 0, 0, 0, 0, 0)
                    : new(0, held.Quantity, 0, 0, 0, 0, 0, 0)
            );
        }

        foreach (var expiry in book.Expiries)
        {
            foreach (var option in expiry.Options)
            {
                var greeks = Black76.Greeks(option.Type, expiry.Forward, option.Strike, option.Volatility, expiry.Years, 1);
                yield return (option.Name, Times(option.Quantity, Paid(book, option, greeks, expiry.Forward)));
            }
        }

        foreach (var held in book.Collateral.Where(held => held.IsHedge && !book.IsInCoin))
            yield return (held.Name, new(0, held.Quantity * held.Price / book.Spot, 0, 0, 0, 0, 0, 0));
    }

    /// <summary>In what the book counts in.</summary>
    private static Black76Greeks Paid(RiskBook book, BookOption option, in Black76Greeks greeks, double forward) =>
        book.IsInCoin ? InCoin(greeks, forward)
        : option.CoinPrice is { } coin ? InMovingCoin(greeks, coin / forward)
        : greeks;

    /// <summary>Of V · U ÷ F per move of the coin's price U, with which the forward moves: U ÷ F stands still, and so does the delta.</summary>
    private static Black76Greeks InMovingCoin(in Black76Greeks greeks, double coinByForward) =>
        greeks with
        {
            Price = greeks.Price * coinByForward,
            Gamma = greeks.Gamma / coinByForward,
            Vega = greeks.Vega * coinByForward,
            Theta = greeks.Theta * coinByForward,
        };

    /// <summary>Of V ÷ F.</summary>
    private static Black76Greeks InCoin(in Black76Greeks greeks, double forward)
    {
        var value = greeks.Price / forward;
        var delta = (greeks.Delta - value) / forward;
        return greeks with
        {
            Price = value,
            Delta = delta,
            Gamma = (greeks.Gamma - (2 * delta)) / forward,
            Vega = greeks.Vega / forward,
            Theta = greeks.Theta / forward,
        };
    }

    private static Black76Greeks Times(double quantity, in Black76Greeks greeks) =>
        greeks with
        {
            Price = quantity * greeks.Price,
            Delta = quantity * greeks.Delta,
            Gamma = quantity * greeks.Gamma,
            Vega = quantity * greeks.Vega,
            Theta = quantity * greeks.Theta,
        };
}
