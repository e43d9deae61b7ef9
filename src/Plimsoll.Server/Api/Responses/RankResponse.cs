using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>An account's place in the queue of deleveraging.</summary>
/// <param name="Place">From 1, who is closed first.</param>
/// <param name="Account">The account, or the isolated position.</param>
/// <param name="Amount">How much it holds.</param>
/// <param name="Rank">Profit rate × leverage; null without profit.</param>
public sealed record RankResponse(int Place, string Account, DecimalText Amount, DecimalText? Rank);
