namespace Plimsoll.Funding;

/// <summary>From a rate quoted for one period to what is paid at the end of another.</summary>
/// <remarks>Source: BitMEX, Binance (8 ÷ N since 18 Sep 2025), Hyperliquid (hourly eighth).</remarks>
public static class PeriodicFunding
{
    /// <summary>The interest of a period: (quote − base) ÷ periods a day.</summary>
    /// <param name="quoteDaily">Daily interest rate of the quote currency.</param>
    /// <param name="baseDaily">Daily interest rate of the base currency.</param>
    /// <param name="periodsPerDay">Periods in a day, above zero.</param>
    public static decimal Interest(decimal quoteDaily, decimal baseDaily, decimal periodsPerDay) =>
        (quoteDaily - baseDaily) / periodsPerDay;

    /// <summary>The rate that is paid per interval: the period's rate in proportion, then capped.</summary>
    /// <param name="rate">Rate of the period; positive: longs pay.</param>
    /// <param name="periodHours">Hours for which <paramref name="rate"/> is quoted, above zero.</param>
    /// <param name="intervalHours">Hours between payments, above zero.</param>
    /// <param name="cap">Largest rate per interval either way, not negative; null: none.</param>
    public static decimal PerInterval(decimal rate, decimal periodHours, decimal intervalHours, decimal? cap)
    {
        var paid = rate * intervalHours / periodHours;
        return cap is { } limit ? Math.Clamp(paid, -limit, limit) : paid;
    }
}
