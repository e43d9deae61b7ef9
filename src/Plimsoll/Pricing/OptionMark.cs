using Plimsoll.Numerics;

namespace Plimsoll.Pricing;

/// <summary>Marks of options as decimals: out of the kernel once, and cut there.</summary>
public static class OptionMark
{
    private const double SecondsPerYear = 365 * 86_400;

    /// <summary>Black-76 on the expiry's own forward, not discounted, a year of 365 days.</summary>
    /// <param name="type">Call or put.</param>
    /// <param name="forward">F ≥ 0.</param>
    /// <param name="strike">K ≥ 0.</param>
    /// <param name="volatility">σ ≥ 0 per root of a year.</param>
    /// <param name="seconds">Time to expiry, zero or more.</param>
    /// <param name="arithmetic">Where the price is cut.</param>
    /// <exception cref="OverflowException">A price that no decimal holds.</exception>
    public static decimal Undiscounted(
        OptionType type,
        decimal forward,
        decimal strike,
        decimal volatility,
        decimal seconds,
        TruncatingDecimals arithmetic
    ) => arithmetic.Of(Black76.Price(type, (double)forward, (double)strike, (double)volatility, (double)seconds / SecondsPerYear, 1));
}
