using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Overview;

/// <summary>What is open in one instrument. All exact, but for the rounding stated.</summary>
/// <param name="Instrument">Which.</param>
/// <param name="OpenInterest">The sum of all long positions in the instrument's quantity units; the shorts are as many.</param>
/// <param name="Notional">Open interest at the mark, in the numeraire, rounded up; at most what 128 bits hold.</param>
/// <param name="UsersNet">Longs less shorts of users and their isolated accounts, in quantity units, signed.</param>
/// <param name="MakersNet">The same of market makers.</param>
/// <param name="FundsNet">The same of insurance funds. The three add up to zero.</param>
public readonly record struct InstrumentExposure(
    InstrumentId Instrument,
    Int128 OpenInterest,
    Money Notional,
    Int128 UsersNet,
    Int128 MakersNet,
    Int128 FundsNet
);
