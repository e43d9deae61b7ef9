using Plimsoll.Server.Api.Requests;

namespace Plimsoll.Server.Api.Responses;

/// <summary>Who would be deleveraged first.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Side">Whose side.</param>
/// <param name="Items">From the first.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record RanksResponse(string Instrument, PositionSide Side, IReadOnlyList<RankResponse> Items, long Sequence);
