using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Overview;

/// <summary>What is open on one underlying.</summary>
/// <param name="Underlying">Its index.</param>
/// <param name="Notional">Open interest of all its instruments at their marks, long and short each, in the numeraire; each instrument rounded up.</param>
/// <param name="UsersLong">Notional of the instruments in which users are long on balance: by what users gain together when it rises, in the numeraire.</param>
/// <param name="UsersShort">Notional of those in which they are short on balance, above zero.</param>
/// <param name="Instruments">Each instrument that is not closed, by number; spot has no open interest.</param>
public sealed record UnderlyingExposure(
    IndexId Underlying,
    Money Notional,
    Money UsersLong,
    Money UsersShort,
    IReadOnlyList<InstrumentExposure> Instruments
);
