namespace Plimsoll.Server.Api.Requests;

/// <summary>Names a trade.</summary>
/// <param name="TradeId">The matching engine's id.</param>
public sealed record TradeNameRequest(string TradeId);
