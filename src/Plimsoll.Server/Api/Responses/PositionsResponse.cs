namespace Plimsoll.Server.Api.Responses;

/// <summary>What an account holds.</summary>
/// <param name="Account">The account.</param>
/// <param name="Items">Cross positions by instrument, then isolated ones.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record PositionsResponse(string Account, IReadOnlyList<PositionResponse> Items, long Sequence);
