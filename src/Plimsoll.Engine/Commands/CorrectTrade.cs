using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Replaces quantity and price of a recent trade: busts it and books the corrected one under a new number.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="TradeId">The trade to correct.</param>
/// <param name="CorrectedTradeId">The number of the corrected trade, unused.</param>
/// <param name="Quantity">What the taker received in truth.</param>
/// <param name="Price">The true price.</param>
public sealed record CorrectTrade(Timestamp At, long TradeId, long CorrectedTradeId, Quantity Quantity, Price Price) : Command(At);
