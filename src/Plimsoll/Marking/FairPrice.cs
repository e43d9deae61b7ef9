namespace Plimsoll.Marking;

/// <summary>The index price carried to where arbitrage would hold the instrument.</summary>
/// <remarks>Source: BitMEX, Fair price marking; Binance, Mark price (price 1).</remarks>
public static class FairPrice
{
    /// <summary>Of a perpetual: index · (1 + rate · remaining ÷ interval), the funding that is still to be paid.</summary>
    /// <param name="index">Index price, above zero.</param>
    /// <param name="fundingRate">Rate of the interval; positive: longs pay.</param>
    /// <param name="remaining">Time to the next payment, 0 … <paramref name="interval"/>, in the same unit.</param>
    /// <param name="interval">Time between payments, above zero.</param>
    public static decimal OfPerpetual(decimal index, decimal fundingRate, decimal remaining, decimal interval) =>
        index + (index * fundingRate * remaining / interval); // the product first: one division, one rounding

    /// <summary>Of a dated future: index · (1 + annual basis · time to expiry).</summary>
    /// <param name="index">Index price, above zero.</param>
    /// <param name="annualBasis">Basis as a share of the index, per year; signed.</param>
    /// <param name="remaining">Time to expiry, not negative, in the unit of <paramref name="year"/>.</param>
    /// <param name="year">Length of the year, above zero.</param>
    public static decimal OfFuture(decimal index, decimal annualBasis, decimal remaining, decimal year) =>
        index + (index * annualBasis * remaining / year);
}
