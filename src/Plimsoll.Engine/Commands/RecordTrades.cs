using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Books trades that have happened, all or none. Never refused for margin: fills are facts.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Legs">One trade, or the legs of one atomic multi-leg trade.</param>
public sealed record RecordTrades(Timestamp At, ReadOnlyMemory<TradeLeg> Legs) : Command(At);
