namespace Plimsoll.Server.Api.Responses;

/// <summary>How margin ratios lie.</summary>
/// <param name="Buckets">From the lowest to the highest.</param>
/// <param name="WithoutRequirement">Accounts of which nothing is required.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record DistributionResponse(IReadOnlyList<RatioBucketResponse> Buckets, int WithoutRequirement, long Sequence);
