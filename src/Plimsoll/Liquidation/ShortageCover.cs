using System.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Liquidation;

/// <summary>How much of a position or a debt must go over so that a margin shortage is gone, fees of the transfer included.</summary>
/// <remarks>Source: Drift v2, liquidation. Whole numbers in <see cref="ShortageUnits"/>; every division is cut.</remarks>
public static class ShortageCover
{
    /// <summary>Base units of a perpetual position; null when no size is enough, because the fees cost as much as the margin that is freed.</summary>
    /// <param name="shortage">Margin that is missing, in quote units.</param>
    /// <param name="marginRatio">Margin ratio to be reached.</param>
    /// <param name="liquidatorFee">Discount at which the position goes over.</param>
    /// <param name="insuranceFee">Fee to the insurance fund.</param>
    /// <param name="price">Oracle price of the base asset in the quote asset.</param>
    /// <param name="quotePrice">Oracle price of the quote asset.</param>
    public static BigInteger? Base(
        BigInteger shortage,
        BigInteger marginRatio,
        BigInteger liquidatorFee,
        BigInteger insuranceFee,
        BigInteger price,
        BigInteger quotePrice
    )
    {
        var ratio = marginRatio * ShortageUnits.FeeToRatio;
        if (price.IsZero || ratio <= liquidatorFee)
        {
            return null;
        }

        var freed =
            (price * quotePrice / ShortageUnits.Quote * (ratio - liquidatorFee) / ShortageUnits.Fee)
            - (price * insuranceFee / ShortageUnits.Fee);
        return freed.Sign > 0 ? shortage * ShortageUnits.Base / freed : null;
    }

    /// <summary>Token units of a debt, at least one; null when no amount is enough.</summary>
    /// <param name="shortage">Margin that is missing, in quote units.</param>
    /// <param name="asset">The collateral that goes with it.</param>
    /// <param name="liability">The debt.</param>
    /// <param name="insuranceFee">Fee to the insurance fund.</param>
    public static BigInteger? Liability(BigInteger shortage, TransferSide asset, TransferSide liability, BigInteger insuranceFee)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(liability);

        // Weights to one digit more, so that the multipliers' quotient keeps one.
        var assetWeight = asset.Weight * 10 * asset.Multiplier / liability.Multiplier;
        var liabilityWeight = liability.Weight * 10;
        if (asset.Weight >= liability.Weight || assetWeight >= liabilityWeight)
        {
            return null;
        }

        var freed =
            (liability.Price * (liabilityWeight - assetWeight)) - (liability.Price * insuranceFee / ShortageUnits.Fee * liabilityWeight);
        if (freed.Sign <= 0)
        {
            return null;
        }

        var scaled = shortage * WholeMath.PowerOfTen(Math.Max(liability.Decimals - ShortageUnits.QuoteDecimals, 0));
        var tokens = scaled * ShortageUnits.Quote * WholeMath.PowerOfTen(ShortageUnits.RatioDecimals + 1) / freed;
        tokens /= WholeMath.PowerOfTen(Math.Max(ShortageUnits.QuoteDecimals - liability.Decimals, 0));
        return BigInteger.Max(tokens, BigInteger.One);
    }

    /// <summary>Token units of collateral that pay for a transferred debt; the whole balance when less than one whole quote unit of it would stay or be missing.</summary>
    /// <param name="balance">The account's balance in token units.</param>
    /// <param name="asset">The collateral.</param>
    /// <param name="transferred">The debt that goes over, in token units.</param>
    /// <param name="liability">The debt.</param>
    public static BigInteger Asset(BigInteger balance, TransferSide asset, BigInteger transferred, TransferSide liability)
    {
        var (up, down) = Exchange(asset, liability);
        var amount = WholeMath.Divide(WholeMath.Divide(transferred * up, down, Rounding.Floor), Shift(liability, asset), Rounding.Floor);
        var difference = BigInteger.Abs(amount - balance) * asset.Price;
        return difference < ShortageUnits.Quote * WholeMath.PowerOfTen(asset.Decimals) ? balance : amount;
    }

    /// <summary>Token units of debt that a balance of collateral pays for, rounded up.</summary>
    /// <param name="balance">The account's balance in token units.</param>
    /// <param name="asset">The collateral.</param>
    /// <param name="liability">The debt.</param>
    public static BigInteger LiabilityOf(BigInteger balance, TransferSide asset, TransferSide liability)
    {
        var (up, down) = Exchange(liability, asset);
        return WholeMath.Divide(WholeMath.Divide(balance * up, down, Rounding.Ceiling), Shift(asset, liability), Rounding.Ceiling);
    }

    /// <summary>What a unit of <paramref name="from"/> is worth in units of <paramref name="to"/>, as a fraction before <see cref="Shift"/>.</summary>
    private static (BigInteger Up, BigInteger Down) Exchange(TransferSide to, TransferSide from)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(from);
        var up = WholeMath.PowerOfTen(Math.Max(to.Decimals - from.Decimals, 0)) * from.Price * to.Multiplier;
        return (up, to.Price * from.Multiplier);
    }

    private static BigInteger Shift(TransferSide from, TransferSide to) => WholeMath.PowerOfTen(Math.Max(from.Decimals - to.Decimals, 0));
}
