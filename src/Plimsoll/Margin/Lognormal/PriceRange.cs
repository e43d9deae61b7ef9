using Plimsoll.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Margin.Lognormal;

/// <summary>Factors on a reference price between which the model expects the price to stay.</summary>
/// <param name="Down">Of the lower bound, 0 to <see cref="Up"/>.</param>
/// <param name="Up">Of the upper bound.</param>
public readonly record struct PriceRange(double Down, double Up)
{
    /// <summary>The lowest price within the range around <paramref name="reference"/>: rounded up, into the range.</summary>
    /// <exception cref="OverflowException">The bound is no price.</exception>
    public Price Lowest(Price reference) => new(RealRounding.ToUnits(Down, reference.Units, Rounding.Ceiling));

    /// <summary>The highest price within the range around <paramref name="reference"/>: rounded down, into the range.</summary>
    /// <exception cref="OverflowException">The bound is no price.</exception>
    public Price Highest(Price reference) => new(RealRounding.ToUnits(Up, reference.Units, Rounding.Floor));
}
