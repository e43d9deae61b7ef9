using Plimsoll.Collateral;
using Plimsoll.Instruments;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>How large prices and positions may become before some product could overflow 128 bits: the edges at which input is refused.</summary>
/// <remarks>Source: docs/spec/0002-instruments.md, "Limits of scale" (INST-007). No value passes 10^27 settlement units, no conversion multiplies by more than 10^7.</remarks>
internal static class ScaleLimits
{
    private const long MaxConversion = 10_000_000;

    /// <summary>The highest index price, in units, at which an asset's amounts can still be valued.</summary>
    public static long MaxIndexPrice(AssetParameters asset, IndexParameters index, int numeraireDecimals)
    {
        var divisor = (Int128)ExactMath.PowerOfTen(asset.Decimals + index.Decimals - numeraireDecimals);
        return (long)Int128.Min(Price.MaxUnits, divisor * MaxConversion);
    }

    /// <summary>The largest position whose value stays within 10^27 settlement units at any price that may enter.</summary>
    public static Quantity MaxPosition(Contract contract, Price maxPrice)
    {
        var worst = contract.IsInverse ? new Price(1) : maxPrice;
        var (fits, tooLarge) = (0L, Quantity.MaxUnits + 1);
        while (tooLarge - fits > 1)
        {
            var middle = fits + ((tooLarge - fits) / 2);
            if (Fits(contract, new(middle), worst))
            {
                fits = middle;
            }
            else
            {
                tooLarge = middle;
            }
        }

        return new(fits);
    }

    /// <summary>Whether a quantity's value at a price stays within 10^27 settlement units.</summary>
    public static bool Fits(Contract contract, Quantity quantity, Price price)
    {
        try
        {
            return contract.Notional(quantity, price) <= AssetLimits.MaxAmount;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
