using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>An account at one move of volatilities.</summary>
/// <param name="Volatility">The move of volatilities.</param>
/// <param name="FallToLiquidation">The nearest fall of all prices that liquidates something of it; null when a fall to a twentieth does not.</param>
/// <param name="RiseToLiquidation">The nearest rise; null when one to the twentyfold does not.</param>
/// <param name="Cells">Moves of prices, from the lowest.</param>
public sealed record StressRowResponse(
    DecimalText Volatility,
    DecimalText? FallToLiquidation,
    DecimalText? RiseToLiquidation,
    IReadOnlyList<StressCellResponse> Cells
);
