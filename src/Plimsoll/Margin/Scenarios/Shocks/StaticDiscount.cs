using Plimsoll.Numerics;

namespace Plimsoll.Margin.Scenarios.Shocks;

/// <summary>What an expiry's value under stress counts for, by its sign: less of an asset, more of a debt.</summary>
/// <remarks>Source: Derive v2 PMRMLib and PMRMLib_2. Rates are of a year; one of a book below zero counts as zero.</remarks>
/// <param name="OfAssets">Share of what is worth something; null for all of it.</param>
/// <param name="OfDebts">Share of what is owed; null for all of it.</param>
public sealed record StaticDiscount(RateDiscount? OfAssets, RateDiscount? OfDebts)
{
    /// <summary>Share of a value above or at zero.</summary>
    public double OfAsset(double rate, double years) =>
        OfAssets is null ? 1 : OfAssets.Base * DeterministicMath.Exp(-(years * OfAssets.Of(rate)));

    /// <summary>Share of a value below zero; never more than undoes the discount of interest.</summary>
    /// <param name="rate">Of the expiry, not negative.</param>
    /// <param name="years">Time to expiry.</param>
    /// <param name="discountFactor">With which options are priced, above zero.</param>
    public double OfDebt(double rate, double years, double discountFactor) =>
        OfDebts is null ? 1 : Math.Min(1 / discountFactor, OfDebts.Base / DeterministicMath.Exp(-(years * OfDebts.Of(rate))));
}
