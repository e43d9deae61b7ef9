using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Settles a dated future at its delivery price, at or after its expiry.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Instrument">The instrument.</param>
public sealed record ExpireInstrument(Timestamp At, InstrumentId Instrument) : Command(At);
