namespace Plimsoll.Funding;

/// <summary>Funding that leaves small premiums alone.</summary>
/// <remarks>Source: Deribit help centre 31424939178397: rate(8h) = max(d, premium) + min(−d, premium), clipped to the instrument's cap.</remarks>
public static class DampedPremiumFunding
{
    /// <summary>The rate over eight hours; positive: longs pay.</summary>
    /// <param name="mark">Mark price, above zero.</param>
    /// <param name="index">Index price, above zero.</param>
    /// <param name="damper">Premium within which nothing is paid, not negative.</param>
    /// <param name="cap">Largest rate in either direction, not negative.</param>
    /// <returns>The premium (mark − index) ÷ index, and the rate.</returns>
    public static (decimal Premium, decimal Rate) Rate(decimal mark, decimal index, decimal damper, decimal cap)
    {
        var premium = (mark - index) / index;
        var rate = Math.Max(damper, premium) + Math.Min(-damper, premium);
        return (premium, Math.Clamp(rate, -cap, cap));
    }
}
