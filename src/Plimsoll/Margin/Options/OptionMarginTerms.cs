namespace Plimsoll.Margin.Options;

/// <summary>What options need, by shares of spot and of their own value. All zero or more.</summary>
/// <param name="MaxSpotRate">Share of spot that a short at or in the money needs initially, on top of its value.</param>
/// <param name="MinSpotRate">Least share of spot that a short out of the money needs initially.</param>
/// <param name="CallMaintenanceRate">Share of spot that a short call needs on top of its value.</param>
/// <param name="PutMaintenanceRate">Share of spot that a short put needs on top of its value.</param>
/// <param name="PutMaintenanceValueRate">Share of its own value that a short put needs at least on top of it.</param>
/// <param name="PutInitialScale">Least multiple of a short put's maintenance margin that it needs initially.</param>
/// <param name="UnpairedInitialScale">Share of the forward that each net short call adds to the largest loss, initially.</param>
/// <param name="UnpairedMaintenanceScale">The same for maintenance.</param>
public sealed record OptionMarginTerms(
    decimal MaxSpotRate,
    decimal MinSpotRate,
    decimal CallMaintenanceRate,
    decimal PutMaintenanceRate,
    decimal PutMaintenanceValueRate,
    decimal PutInitialScale,
    decimal UnpairedInitialScale,
    decimal UnpairedMaintenanceScale
);
