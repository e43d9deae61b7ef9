namespace Plimsoll.Server.Api.Requests;

/// <summary>Asks who would be deleveraged first.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Side">Whose side.</param>
/// <param name="Limit">How many at most, 1 to 1,000.</param>
public sealed record RanksRequest(string Instrument, PositionSide Side = PositionSide.Long, int Limit = 100);
