namespace Plimsoll.Liquidation;

/// <summary>Prices at which an account's value is a given fraction of its position's notional.</summary>
/// <remarks>Source: FTX, Liquidations 360027668712 and 360027937831.</remarks>
public static class MarginFraction
{
    /// <summary>The price at which (collateral + quantity · (price − entry)) ÷ (|quantity| · price) is a fraction.</summary>
    /// <param name="quantity">Signed position.</param>
    /// <param name="entry">Entry price, above zero.</param>
    /// <param name="collateral">Collateral, signed.</param>
    /// <param name="fraction">The fraction; zero gives the bankruptcy price.</param>
    /// <returns>The price above zero, or null where there is none.</returns>
    public static decimal? PriceAt(decimal quantity, decimal entry, decimal collateral, decimal fraction)
    {
        var slope = quantity - (fraction * Math.Abs(quantity));
        if (slope == 0)
        {
            return null; // no position, or a long at a fraction of one
        }

        var price = ((quantity * entry) - collateral) / slope;
        return price > 0 ? price : null;
    }

    /// <summary>The zero price of a position: mark · (1 ∓ fraction), where the account's value would be nothing.</summary>
    /// <param name="mark">Mark price, above zero.</param>
    /// <param name="isLong">Whether the position is long.</param>
    /// <param name="fraction">Account value ÷ notional, signed.</param>
    public static decimal ZeroPrice(decimal mark, bool isLong, decimal fraction) => isLong ? mark * (1 - fraction) : mark * (1 + fraction);

    /// <summary>The zero price of one position of several: each carries the account's value by its share of the maintenance margin.</summary>
    /// <param name="quantity">Signed position, not zero.</param>
    /// <param name="mark">Mark price, above zero.</param>
    /// <param name="accountValue">Value of the account, signed.</param>
    /// <param name="maintenance">Maintenance margin that this position uses, not negative.</param>
    /// <param name="totalMaintenance">Maintenance margin of all positions, above zero.</param>
    public static decimal ZeroPriceOfShare(
        decimal quantity,
        decimal mark,
        decimal accountValue,
        decimal maintenance,
        decimal totalMaintenance
    ) => mark - (accountValue * maintenance / totalMaintenance / quantity);
}
