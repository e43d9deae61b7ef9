using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Undoes a recent trade at its own price and gives its fees back.</summary>
/// <remarks>Quantity, fees and each side's balance less cost are restored; profit that the trade realised stays realised, with as much more cost (docs/spec/0006, TRAD-022).</remarks>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="TradeId">The trade.</param>
public sealed record BustTrade(Timestamp At, long TradeId) : Command(At);
