using Plimsoll.Numerics;

namespace Plimsoll.Marking;

/// <summary>A mean over time that forgets exponentially: each sample counts for as long as it held.</summary>
/// <param name="Numerator">Sum of the samples by their weights.</param>
/// <param name="Denominator">Sum of the weights.</param>
/// <remarks>Source: Hyperliquid, robust price indices: numerator ← numerator · e^(−t ÷ 150 s) + sample · t, and the denominator likewise.</remarks>
public readonly record struct DecayedMean(decimal Numerator, decimal Denominator)
{
    /// <summary>The mean; null before the first sample that lasted.</summary>
    public decimal? Value => Denominator == 0 ? null : Numerator / Denominator;

    /// <summary>The mean after one more sample.</summary>
    /// <param name="sample">The sample, signed.</param>
    /// <param name="elapsed">How long it has held, not negative.</param>
    /// <param name="timeConstant">The time after which a weight has fallen to 1 ÷ e, above zero, in the same unit.</param>
    public DecayedMean After(decimal sample, decimal elapsed, decimal timeConstant)
    {
        var kept = DecimalExponential.Of(-(elapsed / timeConstant));
        return new((Numerator * kept) + (sample * elapsed), (Denominator * kept) + elapsed);
    }
}
