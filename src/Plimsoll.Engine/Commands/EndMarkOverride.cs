using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Ends an override, or withdraws a proposal; one key is enough.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Key">Who ends it; above zero.</param>
public sealed record EndMarkOverride(Timestamp At, InstrumentId Instrument, int Key) : Command(At);
