using System.Numerics;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>Whether a slice can be taken over into a surface by which options are marked.</summary>
/// <remarks>A guard against slips of the hand, not a test for arbitrage: that is the fit's. Source: docs/spec/0020-option-instruments.md (OPTI-006).</remarks>
public static class SmileRange
{
    /// <summary>The largest magnitude of a parameter: a thousand.</summary>
    public const long MostParameter = 1000 * SviParameters.UnitsPerWhole;

    /// <summary>The most by which a forward may differ from the index, as a factor.</summary>
    public const int MostCarry = 10;

    /// <summary>Finds the first field out of its range.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="index">The index price now, above zero.</param>
    /// <param name="indexDecimals">Its decimals.</param>
    /// <returns>Null, or the field's name.</returns>
    public static string? FirstFault(in SurfaceSlice slice, Price index, int indexDecimals)
    {
        // Both as units of 10^-9 and of the index's decimals together.
        var forward = (Int128)slice.ForwardUnits * ExactMath.PowerOfTen(indexDecimals);
        var spot = (Int128)index.Units * SurfaceSlice.UnitsPerWhole;
        if (slice.ForwardUnits <= 0 || forward > spot * MostCarry || forward * MostCarry < spot)
        {
            return nameof(slice.ForwardUnits);
        }

        return slice.Smile switch
        {
            { A: < -MostParameter or > MostParameter } => nameof(SviParameters.A),
            { B: < 0 or > MostParameter } => nameof(SviParameters.B),
            { Rho: < -SviParameters.UnitsPerWhole or > SviParameters.UnitsPerWhole } => nameof(SviParameters.Rho),
            { M: < -MostParameter or > MostParameter } => nameof(SviParameters.M),
            { Sigma: <= 0 or > MostParameter } => nameof(SviParameters.Sigma),
            var smile => IsNeverNegative(smile) ? null : nameof(SviParameters.A),
        };
    }

    /// <summary>The least variance is a + b σ √(1 − ρ²): compared in squares, whole numbers.</summary>
    private static bool IsNeverNegative(in SviParameters smile)
    {
        if (smile.A >= 0)
        {
            return true;
        }

        var unit = (BigInteger)SviParameters.UnitsPerWhole;
        var (round, steep, level) = (
            (BigInteger)smile.B * smile.Sigma,
            (unit * unit) - ((BigInteger)smile.Rho * smile.Rho),
            unit * smile.A
        );
        // (b σ)² (1 − ρ²) ≥ a², each side in units of 10^-72.
        return round * round * steep >= level * level * unit * unit;
    }
}
