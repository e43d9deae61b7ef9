using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Second of two keys: puts a proposed mark price into force.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Key">Who approves; not the proposer.</param>
public sealed record ApproveMarkOverride(Timestamp At, InstrumentId Instrument, int Key) : Command(At);
