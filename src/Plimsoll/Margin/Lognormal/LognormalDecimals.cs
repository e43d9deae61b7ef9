using Plimsoll.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Margin.Lognormal;

/// <summary>The lognormal model in decimals, for rules that round only once, later.</summary>
public static class LognormalDecimals
{
    private const double SecondsOfYear = 365.25 * 24 * 60 * 60;
    private const long UnitsPerWhole = 1_000_000_000_000_000;

    /// <summary>The risk factors with 15 decimals, rounded up.</summary>
    /// <param name="drift">μ, per year.</param>
    /// <param name="volatility">σ, not negative, per root of a year.</param>
    /// <param name="riskAversion">Share of outcomes that is the tail, above 0 and below 1.</param>
    /// <param name="years">Horizon, not negative.</param>
    /// <exception cref="OverflowException">A factor is no number, or beyond 9,223.</exception>
    public static (decimal LongRisk, decimal ShortRisk) RiskFactors(decimal drift, decimal volatility, decimal riskAversion, decimal years)
    {
        var factors = new LognormalModel((double)drift, (double)volatility).RiskFactors((double)riskAversion, (double)years);
        return (Decimal(factors.OfLong), Decimal(factors.OfShort));
    }

    /// <summary>The lowest and the highest whole price that the model expects, both still allowed.</summary>
    /// <param name="reference">A whole price, 1 to 2^53.</param>
    /// <param name="seconds">Horizon, not negative; a year has 365.25 days here.</param>
    /// <param name="probability">Of staying within, 0 to below 1.</param>
    /// <param name="drift">μ, per year.</param>
    /// <param name="volatility">σ, not negative, per root of a year.</param>
    /// <exception cref="OverflowException">A bound is no number, or beyond 64 bits.</exception>
    public static (decimal Min, decimal Max) Bounds(long reference, decimal seconds, decimal probability, decimal drift, decimal volatility)
    {
        var range = new LognormalModel((double)drift, (double)volatility).Range((double)probability, (double)seconds / SecondsOfYear);
        return (RealRounding.ToUnits(range.Down, reference, Rounding.Ceiling), RealRounding.ToUnits(range.Up, reference, Rounding.Floor));
    }

    private static decimal Decimal(double value) => RealRounding.ToUnits(value, UnitsPerWhole, Rounding.Ceiling) / (decimal)UnitsPerWhole;
}
