using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Lets orders in again after a halt.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Instrument">The instrument.</param>
public sealed record ResumeInstrument(Timestamp At, InstrumentId Instrument) : Command(At);
