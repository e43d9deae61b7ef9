namespace Plimsoll.Margin.Scenarios.Shocks;

/// <summary>What the initial factor grows by while the settlement coin is off its peg.</summary>
/// <param name="Threshold">Price below which it is off.</param>
/// <param name="Factor">Growth for each 1 of price lost below the threshold.</param>
public sealed record PegLoss(double Threshold, double Factor)
{
    /// <summary>The growth at a price of the coin.</summary>
    public double At(double coinPrice) => Math.Max(0, Threshold - coinPrice) * Factor;
}
