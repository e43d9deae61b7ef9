namespace Plimsoll.Margin.Stress;

/// <summary>A sudden change of every price and volatility that an account depends on.</summary>
/// <param name="Prices">The change of each underlying's price as a share of itself, above −1: −0.4 is a fall by 40 %.</param>
/// <param name="Volatility">The change of implied volatilities as a share of themselves, at least −1, common to all.</param>
public sealed record Shock(IReadOnlyList<double> Prices, double Volatility)
{
    /// <summary>The same move of every price.</summary>
    /// <param name="underlyings">How many underlyings.</param>
    /// <param name="price">The move of each.</param>
    /// <param name="volatility">The move of volatilities.</param>
    public static Shock Alike(int underlyings, double price, double volatility) =>
        new([.. Enumerable.Repeat(price, underlyings)], volatility);

    /// <summary>So many times the shock; volatilities do not fall below nothing.</summary>
    internal Shock Times(double severity) => new([.. Prices.Select(price => price * severity)], Math.Max(-1, Volatility * severity));
}
