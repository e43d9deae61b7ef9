using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Second of two keys: puts a proposed mark price into force.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Key">Who approves; not the proposer.</param>
/// <param name="Price">The price that is approved: refused when the proposal has come to be another. Zero for whatever is proposed, as in journals of before this was asked.</param>
/// <param name="Until">Until when the approved one holds, likewise; not looked at where <paramref name="Price"/> is zero.</param>
public sealed record ApproveMarkOverride(Timestamp At, InstrumentId Instrument, int Key, Price Price = default, Timestamp Until = default)
    : Command(At);
