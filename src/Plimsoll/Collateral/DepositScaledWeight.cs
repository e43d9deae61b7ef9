namespace Plimsoll.Collateral;

/// <summary>A collateral weight that falls once the whole venue holds more of the asset than it could sell.</summary>
/// <remarks>Source: Drift v2, spot markets: weight · start ÷ value of all deposits beyond the start.</remarks>
public static class DepositScaledWeight
{
    /// <summary>The weight, cut to whole units of its own scale.</summary>
    /// <param name="weight">Weight in whole units (ten-thousandths, say), not negative.</param>
    /// <param name="deposits">What the venue holds, in whole assets, not negative.</param>
    /// <param name="price">Price of the asset, not negative.</param>
    /// <param name="scaleStart">Value from which the weight falls; zero: it never does.</param>
    public static decimal Of(decimal weight, decimal deposits, decimal price, decimal scaleStart)
    {
        var value = deposits * price;
        return scaleStart == 0 || value <= scaleStart ? weight : decimal.Floor(weight * scaleStart / value);
    }
}
