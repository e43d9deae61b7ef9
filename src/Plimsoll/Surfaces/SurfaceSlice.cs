using Plimsoll.Values;

namespace Plimsoll.Surfaces;

/// <summary>One expiry of a surface in whole numbers, fit for a command.</summary>
/// <param name="Expiry">When its options expire.</param>
/// <param name="ForwardUnits">The forward in units of 10^-9 of the quote currency.</param>
/// <param name="Smile">The smile.</param>
public readonly record struct SurfaceSlice(Timestamp Expiry, long ForwardUnits, SviParameters Smile)
{
    /// <summary>Units of one.</summary>
    public const long UnitsPerWhole = 1_000_000_000;

    /// <summary>The forward in the quote currency.</summary>
    public double Forward => (double)ForwardUnits / UnitsPerWhole;
}
