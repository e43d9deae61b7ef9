using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Undoes a recent trade at its own price and gives its fees back.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="TradeId">The trade.</param>
public sealed record BustTrade(Timestamp At, long TradeId) : Command(At);
