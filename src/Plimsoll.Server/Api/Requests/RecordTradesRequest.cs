namespace Plimsoll.Server.Api.Requests;

/// <summary>Books trades that have happened, all or none. Never refused for margin: fills are facts.</summary>
/// <param name="Legs">One trade, or the legs of one atomic trade; at most 255.</param>
public sealed record RecordTradesRequest(IReadOnlyList<TradeLegRequest> Legs);
