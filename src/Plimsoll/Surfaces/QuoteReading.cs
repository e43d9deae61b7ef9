namespace Plimsoll.Surfaces;

/// <summary>One quote, what was read from it, and what the surface says instead.</summary>
/// <param name="Quote">As quoted.</param>
/// <param name="Forward">The forward it was read against.</param>
/// <param name="LogMoneyness">log(K/F).</param>
/// <param name="BidVolatility">Implied by the bid; NaN for none.</param>
/// <param name="AskVolatility">Implied by the ask; NaN for none.</param>
/// <param name="Use">What became of it.</param>
/// <param name="Volatility">The surface's; NaN when its expiry has no smile.</param>
/// <param name="ModelPrice">The premium at that volatility, in the chain's unit; NaN likewise.</param>
/// <param name="Mark">The model's price, moved to the nearer of bid and ask when it lies outside of them; a side without a volatility, and a quote that was dropped, bound nothing.</param>
public readonly record struct QuoteReading(
    OptionQuote Quote,
    double Forward,
    double LogMoneyness,
    double BidVolatility,
    double AskVolatility,
    QuoteUse Use,
    double Volatility,
    double ModelPrice,
    double Mark
)
{
    /// <summary>Halfway between the two implied volatilities; NaN unless both are there.</summary>
    public double MidVolatility => 0.5 * (BidVolatility + AskVolatility);
}
