namespace Plimsoll.Server.Api.Responses;

/// <summary>What an account has.</summary>
/// <param name="Account">The account.</param>
/// <param name="Items">Its own by asset, then those of its isolated positions.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record BalancesResponse(string Account, IReadOnlyList<BalanceResponse> Items, long Sequence);
