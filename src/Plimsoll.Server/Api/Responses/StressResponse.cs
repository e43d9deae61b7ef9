namespace Plimsoll.Server.Api.Responses;

/// <summary>The liquidation surface of an account: prices against volatilities.</summary>
/// <param name="Account">The account.</param>
/// <param name="Indices">What moves: the indices that it depends on.</param>
/// <param name="Rows">From the highest volatility to the lowest.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record StressResponse(string Account, IReadOnlyList<string> Indices, IReadOnlyList<StressRowResponse> Rows, long Sequence);
