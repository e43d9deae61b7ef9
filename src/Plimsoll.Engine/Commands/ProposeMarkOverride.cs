using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>First of two keys: proposes a mark price to be used instead of the computed one.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Price">The mark price to use; positive.</param>
/// <param name="Until">When the override ends by itself.</param>
/// <param name="Key">Who proposes; above zero.</param>
public sealed record ProposeMarkOverride(Timestamp At, InstrumentId Instrument, Price Price, Timestamp Until, int Key) : Command(At);
