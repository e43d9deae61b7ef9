namespace Plimsoll.Server.Api.Responses;

/// <summary>Accounts nearest to liquidation.</summary>
/// <param name="Items">Lowest margin ratio first.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record NearestResponse(IReadOnlyList<RiskAccount> Items, long Sequence);
