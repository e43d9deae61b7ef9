using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Lists a new instrument.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Parameters">The instrument; its id is the next free number.</param>
public sealed record ListInstrument(Timestamp At, InstrumentParameters Parameters) : Command(At);
