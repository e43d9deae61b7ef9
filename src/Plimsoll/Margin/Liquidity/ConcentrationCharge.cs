namespace Plimsoll.Margin.Liquidity;

/// <summary>An add-on for a position that is a large part of its market.</summary>
/// <remarks>
/// <para>|notional| · rate · (max(0, size/OI − a) + max(0, size/volume − b)): nothing below both thresholds, no jump at them, then faster than linear. It never falls when open interest or volume falls.</para>
/// <para>The product's own rule; docs/spec/0019-liquidity.md (LVAR-020). Pure; does not allocate.</para>
/// </remarks>
public static class ConcentrationCharge
{
    /// <summary>The charge, in the currency of the notional; not negative.</summary>
    /// <param name="quantity">Units; the sign does not matter.</param>
    /// <param name="price">Above zero.</param>
    /// <param name="openInterest">Units, one side; above zero.</param>
    /// <param name="dailyVolume">Units; above zero.</param>
    /// <param name="terms">Thresholds and rate.</param>
    public static double Of(double quantity, double price, double openInterest, double dailyVolume, ConcentrationTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(price);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(openInterest);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dailyVolume);
        var size = Math.Abs(quantity);
        var excess = Math.Max(0, (size / openInterest) - terms.OpenInterestShare) + Math.Max(0, (size / dailyVolume) - terms.VolumeShare);
        return size * price * terms.Rate * excess;
    }
}
