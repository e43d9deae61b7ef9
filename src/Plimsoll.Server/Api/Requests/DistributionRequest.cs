using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Asks how margin ratios lie.</summary>
/// <param name="Bounds">Between the buckets, rising; absent for usual ones. At most 100.</param>
public sealed record DistributionRequest(IReadOnlyList<DecimalText>? Bounds = null);
