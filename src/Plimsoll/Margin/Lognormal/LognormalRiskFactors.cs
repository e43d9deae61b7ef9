using Plimsoll.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Margin.Lognormal;

/// <summary>What one unit of notional must hold on each side, as shares of notional.</summary>
/// <param name="OfLong">rL of a long position, at most 1.</param>
/// <param name="OfShort">rS of a short position; may exceed 1.</param>
public readonly record struct LognormalRiskFactors(double OfLong, double OfShort)
{
    /// <summary><see cref="OfLong"/> in billionths, rounded up: a remainder never counts against the fund.</summary>
    /// <exception cref="OverflowException">Not a number, or beyond a rate's range.</exception>
    public Rate LongRate => new(RealRounding.ToUnits(OfLong, 1_000_000_000, Rounding.Ceiling));

    /// <summary><see cref="OfShort"/> in billionths, rounded up.</summary>
    /// <exception cref="OverflowException">Not a number, or beyond a rate's range.</exception>
    public Rate ShortRate => new(RealRounding.ToUnits(OfShort, 1_000_000_000, Rounding.Ceiling));
}
