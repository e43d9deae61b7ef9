namespace Plimsoll.Marking;

/// <summary>A price that moves with the market's skew, so that whoever balances the market is paid by whoever unbalances it.</summary>
/// <remarks>Source: Synthetix v3, perps market: the mean of the prices before and after the trade.</remarks>
public static class SkewPrice
{
    /// <summary>The price at which a trade fills.</summary>
    /// <param name="oracle">Oracle price.</param>
    /// <param name="size">Signed size of the trade.</param>
    /// <param name="skew">Longs less shorts before the trade.</param>
    /// <param name="skewScale">Skew at which the price is off by its whole; zero: it never is.</param>
    public static decimal Fill(decimal oracle, decimal size, decimal skew, decimal skewScale) =>
        skewScale == 0 ? oracle : oracle + (oracle * (skew + (size / 2)) / skewScale);
}
