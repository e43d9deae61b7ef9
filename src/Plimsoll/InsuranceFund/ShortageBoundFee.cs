using System.Numerics;
using Plimsoll.Liquidation;
using Plimsoll.Values;

namespace Plimsoll.InsuranceFund;

/// <summary>A fee to the insurance fund that shrinks with what the account has left, so that it never causes the bankruptcy it insures against.</summary>
/// <remarks>Source: Drift v2, liquidation. Whole numbers in <see cref="ShortageUnits"/>; every division is cut.</remarks>
public static class ShortageBoundFee
{
    /// <summary>The fee on a perpetual position: 95 % of margin ratio less liquidator's fee less shortage ÷ notional, within zero and the largest.</summary>
    /// <param name="shortage">Margin that is missing, in quote units.</param>
    /// <param name="size">Size of the position in base units, without sign.</param>
    /// <param name="marginRatio">Margin ratio to be reached.</param>
    /// <param name="liquidatorFee">Discount at which the position goes over.</param>
    /// <param name="price">Oracle price of the base asset in the quote asset.</param>
    /// <param name="quotePrice">Oracle price of the quote asset.</param>
    /// <param name="maxFee">Largest fee.</param>
    public static BigInteger Perpetual(
        BigInteger shortage,
        BigInteger size,
        BigInteger marginRatio,
        BigInteger liquidatorFee,
        BigInteger price,
        BigInteger quotePrice,
        BigInteger maxFee
    )
    {
        var ratio = marginRatio * ShortageUnits.FeeToRatio;
        var value = price * quotePrice / ShortageUnits.Quote;
        if (value.IsZero || size.IsZero || ratio <= liquidatorFee)
        {
            return BigInteger.Zero;
        }

        var missing = shortage * ShortageUnits.Base / size * ShortageUnits.Quote / value;
        var left = BigInteger.Max(ratio - liquidatorFee - missing, BigInteger.Zero);

        // A twentieth stays, because with rounding the full amount could leave the account with exactly nothing.
        return BigInteger.Min(maxFee, left * 19 / 20);
    }

    /// <summary>The fee on a debt that goes over with collateral: what the difference of the weights leaves, as a share of the debt's weight.</summary>
    /// <param name="shortage">Margin that is missing, in quote units.</param>
    /// <param name="tokens">The debt in token units.</param>
    /// <param name="asset">The collateral that goes with it.</param>
    /// <param name="liability">The debt.</param>
    /// <param name="maxFee">Largest fee.</param>
    public static BigInteger Debt(BigInteger shortage, BigInteger tokens, TransferSide asset, TransferSide liability, BigInteger maxFee)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(liability);
        if (asset.Weight >= liability.Weight || tokens.IsZero || liability.Price.IsZero || liability.Multiplier.IsZero)
        {
            return BigInteger.Zero;
        }

        var weight = liability.Weight * ShortageUnits.FeeToRatio;
        var cover = BigInteger.Max(
            weight - (asset.Weight * ShortageUnits.FeeToRatio * asset.Multiplier / liability.Multiplier),
            BigInteger.Zero
        );
        var missing = shortage * ShortageUnits.Fee * WholeMath.PowerOfTen(liability.Decimals) / tokens / liability.Price;
        return BigInteger.Min(maxFee, BigInteger.Max(cover - missing, BigInteger.Zero) * ShortageUnits.Fee / weight);
    }
}
