namespace Plimsoll.Engine.Solvency.Overview;

/// <summary>Margin ratios of all accounts that have a line, in buckets.</summary>
/// <param name="Buckets">From the lowest to the highest, without gaps.</param>
/// <param name="WithoutRequirement">Accounts of which nothing is required and that owe nothing: they have no ratio, and are in no bucket.</param>
public sealed record RatioDistribution(IReadOnlyList<RatioBucket> Buckets, int WithoutRequirement);
