using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Instruments;

/// <summary>What makes an instrument a European option, settled in cash at its payoff. Fixed at listing.</summary>
/// <remarks>
/// A linear option is quoted and settled in money, an inverse one in the coin: it pays the payoff over the delivery price. Source: docs/spec/0020-option-instruments.md.
/// </remarks>
/// <param name="Right">Call or put.</param>
/// <param name="Strike">The strike in the index's units, 1 … 10^15.</param>
public sealed record OptionParameters(OptionType Right, Price Strike)
{
    /// <summary>What one underlying pays at a delivery price, rounded down to the option's price unit; may be zero, and is at most 10^15 units.</summary>
    /// <param name="delivery">The delivery price in the index's units, above zero.</param>
    /// <param name="isInverse">Whether it pays in the coin.</param>
    /// <param name="indexDecimals">Decimals of the index.</param>
    /// <param name="priceDecimals">Decimals of the option's price.</param>
    public Price Payoff(Price delivery, bool isInverse, int indexDecimals, int priceDecimals)
    {
        var gain = Math.Max(0, Right == OptionType.Call ? delivery.Units - Strike.Units : Strike.Units - delivery.Units);
        // In the coin the decimals of the index cancel: both prices have them.
        var units = isInverse
            ? ExactMath.MulDiv(gain, ExactMath.PowerOfTen(priceDecimals), delivery.Units, Rounding.Floor)
            : (Int128)gain * ExactMath.PowerOfTen(priceDecimals - indexDecimals);
        return new((long)Int128.Min(Price.MaxUnits, units));
    }
}
