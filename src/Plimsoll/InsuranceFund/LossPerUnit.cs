using System.Numerics;
using Plimsoll.Values;

namespace Plimsoll.InsuranceFund;

/// <summary>A loss nobody covers, spread evenly over all units of a market through an index that every account follows.</summary>
/// <remarks>Source: Drift v2, liquidation: bankruptcies are socialised. Rounded up, so that the whole loss is covered.</remarks>
public static class LossPerUnit
{
    /// <summary>By how much the index of deposits falls; zero when there are none.</summary>
    /// <param name="loss">The loss in token units; its sign does not matter.</param>
    /// <param name="deposits">All deposits in token units, not negative.</param>
    /// <param name="index">The index: what a share of the deposits is worth.</param>
    public static BigInteger OfDeposits(BigInteger loss, BigInteger deposits, BigInteger index) =>
        deposits.IsZero ? BigInteger.Zero : WholeMath.Divide(index * BigInteger.Abs(loss), deposits, Rounding.Ceiling);

    /// <summary>By how much the funding indices of both sides move against their holders; null when nobody holds anything.</summary>
    /// <param name="loss">The loss in quote units; its sign does not matter.</param>
    /// <param name="longs">Base units of all longs; the sign does not matter.</param>
    /// <param name="shorts">Base units of all shorts; the sign does not matter.</param>
    /// <param name="baseDecimals">Decimals of a base unit.</param>
    /// <param name="extraDecimals">Decimals by which the index is finer than a quote unit.</param>
    public static BigInteger? OfOpenInterest(BigInteger loss, BigInteger longs, BigInteger shorts, int baseDecimals, int extraDecimals)
    {
        var total = BigInteger.Abs(longs) + BigInteger.Abs(shorts);
        return total.IsZero
            ? null
            : WholeMath.Divide(BigInteger.Abs(loss) * WholeMath.PowerOfTen(baseDecimals), total, Rounding.Ceiling)
                * WholeMath.PowerOfTen(extraDecimals);
    }
}
