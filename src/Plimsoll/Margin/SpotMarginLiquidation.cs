namespace Plimsoll.Margin;

/// <summary>The price at which an account that has borrowed in one pair is liquidated.</summary>
/// <remarks>
/// Assets ÷ liabilities = ratio, both valued in the quote currency: (quote + base·p) ÷ (owed quote + owed base·p).
/// Source: Binance, How to calculate the margin liquidation price (ratio 1.1 for an isolated pair).
/// </remarks>
public static class SpotMarginLiquidation
{
    /// <summary>Solves for the price of the base currency.</summary>
    /// <param name="ratio">Assets over liabilities at which the account is liquidated, above zero.</param>
    /// <param name="assets">What it has: base and quote, not negative.</param>
    /// <param name="liabilities">What it owes with interest: base and quote, not negative.</param>
    /// <returns>The price above zero, or null where no price liquidates it.</returns>
    public static decimal? PriceAt(decimal ratio, (decimal Base, decimal Quote) assets, (decimal Base, decimal Quote) liabilities)
    {
        var slope = assets.Base - (ratio * liabilities.Base);
        if (slope == 0)
        {
            return null; // the price moves both sides alike
        }

        var price = ((ratio * liabilities.Quote) - assets.Quote) / slope;
        return price > 0 ? price : null;
    }
}
