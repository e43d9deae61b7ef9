using Plimsoll.Values;

namespace Plimsoll.Kernels.Linear;

/// <summary>What one lot of a linear instrument adds to the health of an account, on either side.</summary>
/// <remarks>
/// health = cash + Σ lots · coefficient, the least that equity less maintenance can be: a lot held counts for its value less the requirement, rounded down, one owed
/// for its value plus the requirement, rounded up. With one rate this is exact but for the rounding; with tiers the highest marginal rate that may hold keeps it a bound.
/// Source: docs/spec/0021-kernels.md (KERN-060).
/// </remarks>
/// <param name="OfLong">Of a lot held.</param>
/// <param name="OfShort">Of a lot owed.</param>
public readonly record struct LinearCoefficients(long OfLong, long OfShort)
{
    /// <summary>From the value of a lot at the mark.</summary>
    /// <param name="lotValue">In units of money; may be rounded by the caller as <paramref name="lotValueCeiling"/> says.</param>
    /// <param name="lotValueCeiling">The same rounded up, where the value of a lot is no whole number of units; else the same number.</param>
    /// <param name="rateMax">The highest marginal maintenance rate that may hold, zero or more.</param>
    /// <exception cref="OverflowException">A coefficient beyond 64 bits.</exception>
    public static LinearCoefficients Of(long lotValue, long lotValueCeiling, Rate rateMax)
    {
        if (rateMax.Nano < 0)
            throw new ArgumentOutOfRangeException(nameof(rateMax), rateMax.Nano, "Expected a rate of zero or more.");

        // The requirement is a share of the magnitude: a value below zero, as a spread may have, needs it as well.
        var (down, up) = (lotValue < 0 ? -rateMax.Nano : rateMax.Nano, lotValueCeiling < 0 ? -rateMax.Nano : rateMax.Nano);
        return new(
            checked((long)ExactMath.MulDiv(lotValue, checked(Rate.NanoPerOne - down), Rate.NanoPerOne, Rounding.Floor)),
            checked((long)ExactMath.MulDiv(lotValueCeiling, checked(Rate.NanoPerOne + up), Rate.NanoPerOne, Rounding.Ceiling))
        );
    }
}
