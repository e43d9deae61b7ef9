using System.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>Margin ratios and weights that grow with the root of a position's size: what a market's depth can take does too.</summary>
/// <remarks>
/// Source: Drift v2, margin: ratio = max(r, 0.8 r + √(10 size + 1) · factor ÷ 10⁷), asset weight = min(w, 1.1 ÷ (1 + √(10 size + 1) · factor ÷ 10¹¹)).
/// Sizes count billionths of the base asset, ratios and weights ten-thousandths; every division and the root are cut.
/// </remarks>
public static class RootScaledMargin
{
    private const int Billion = 1_000_000_000;
    private const int RootUnits = 100_000;
    private const int WeightUnits = 10_000;

    /// <summary>The margin ratio of a position, in ten-thousandths of its notional.</summary>
    /// <param name="size">Size in billionths of the base asset; its sign does not matter.</param>
    /// <param name="level">For what margin is asked.</param>
    /// <param name="isHighLeverage">Whether the account chose high leverage; without effect where the market has no such mode.</param>
    /// <param name="ratios">The market's ratios.</param>
    public static BigInteger Ratio(BigInteger size, MarginLevel level, bool isHighLeverage, RootScaledRatios ratios)
    {
        ArgumentNullException.ThrowIfNull(ratios);
        var isHigh = isHighLeverage && ratios.HasHighLeverage;
        var ratio = ratios.Of(level, isHigh);
        return isHigh && level != MarginLevel.Maintenance
            ? Blend(size, ratios.Of(level, isHighLeverage: false), ratio, ratios.SizeFactor)
            : LiabilityWeight(size, ratio, ratios.SizeFactor);
    }

    /// <summary>The margin of a position in the units of its notional, cut.</summary>
    /// <param name="size">Size in billionths of the base asset, signed.</param>
    /// <param name="price">Price in millionths of the quote asset, not negative.</param>
    /// <param name="ratio">What <see cref="Ratio"/> says.</param>
    /// <returns>Millionths of the quote asset.</returns>
    public static BigInteger Margin(BigInteger size, BigInteger price, BigInteger ratio) =>
        BigInteger.Abs(size) * price / Billion * ratio / WeightUnits;

    /// <summary>The weight of a debt, in ten-thousandths; it grows with its size and is never below <paramref name="weight"/>.</summary>
    /// <param name="size">Size in billionths of the asset; its sign does not matter.</param>
    /// <param name="weight">Weight of a small debt, in ten-thousandths.</param>
    /// <param name="sizeFactor">In millionths; zero: size does not count.</param>
    public static BigInteger LiabilityWeight(BigInteger size, BigInteger weight, BigInteger sizeFactor) =>
        BigInteger.Max(weight, Grown(size, weight, sizeFactor));

    /// <summary>The weight of a collateral, in ten-thousandths; it falls with its size and is never above <paramref name="weight"/>.</summary>
    /// <param name="size">Size in billionths of the asset; its sign does not matter.</param>
    /// <param name="weight">Weight of a small deposit, in ten-thousandths.</param>
    /// <param name="sizeFactor">In millionths; zero: size does not count.</param>
    public static BigInteger AssetWeight(BigInteger size, BigInteger weight, BigInteger sizeFactor)
    {
        if (sizeFactor.IsZero)
        {
            return weight;
        }

        const int NumeratorUnits = WholeMath.Million + (WholeMath.Million / 10);
        var denominator = WholeMath.Million + (Root(size) * sizeFactor / RootUnits);
        return BigInteger.Min(weight, (BigInteger)NumeratorUnits * WeightUnits / denominator);
    }

    /// <summary>
    /// With high leverage the ratio climbs from its own to the ordinary one while the ordinary one is still flat:
    /// by the share of the ordinary ratio's fifth that growth has used up. From there on both are the same.
    /// The program itself falls back to the start where the two first meet; a ratio that drops by its tenfold at one size is taken for an oversight.
    /// </summary>
    private static BigInteger Blend(BigInteger size, BigInteger ordinary, BigInteger high, BigInteger sizeFactor)
    {
        if (sizeFactor.IsZero)
        {
            return high;
        }

        var grown = Grown(size, ordinary, sizeFactor);
        if (grown >= ordinary)
        {
            return grown;
        }

        var fifth = ordinary / 5;
        var used = WholeMath.Million - ((ordinary - grown) * WholeMath.Million / fifth);
        var gap = BigInteger.Max(ordinary - high, BigInteger.One);
        return high + (gap * BigInteger.Max(used, BigInteger.Zero) / WholeMath.Million);
    }

    private static BigInteger Grown(BigInteger size, BigInteger weight, BigInteger sizeFactor) =>
        sizeFactor.IsZero ? weight : weight - (weight / 5) + (Root(size) * sizeFactor / (RootUnits * (WholeMath.Million / WeightUnits)));

    private static BigInteger Root(BigInteger size) => WholeMath.SquareRoot((BigInteger.Abs(size) * 10) + 1);
}
