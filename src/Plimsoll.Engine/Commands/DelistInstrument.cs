using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Settles all positions of an instrument at its mark price and closes it for ever.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Instrument">The instrument.</param>
public sealed record DelistInstrument(Timestamp At, InstrumentId Instrument) : Command(At);
