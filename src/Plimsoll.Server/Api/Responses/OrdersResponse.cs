namespace Plimsoll.Server.Api.Responses;

/// <summary>Open orders of an account and of its isolated positions.</summary>
/// <param name="Account">The account.</param>
/// <param name="Items">Oldest first in each unit of margin.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record OrdersResponse(string Account, IReadOnlyList<OrderResponse> Items, long Sequence);
