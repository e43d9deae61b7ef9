using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Pays the funding of a perpetual for the interval that ends now.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Instrument">The instrument.</param>
public sealed record SettleFunding(Timestamp At, InstrumentId Instrument) : Command(At);
