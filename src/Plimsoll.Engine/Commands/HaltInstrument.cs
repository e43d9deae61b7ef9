using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Stops new orders in an instrument; positions live on.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Instrument">The instrument.</param>
public sealed record HaltInstrument(Timestamp At, InstrumentId Instrument) : Command(At);
