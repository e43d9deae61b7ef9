using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>How many accounts have a margin ratio within two bounds.</summary>
/// <param name="From">The lower bound, included; null for the first.</param>
/// <param name="To">The upper bound, not included; null for the last.</param>
/// <param name="Accounts">How many.</param>
/// <param name="IsExact">Whether it is so now; otherwise each was counted when it was last looked at.</param>
public sealed record RatioBucketResponse(DecimalText? From, DecimalText? To, int Accounts, bool IsExact);
