using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>What is open in an instrument.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="OpenInterest">The sum of all long positions.</param>
/// <param name="Notional">The same at the mark, in the numeraire.</param>
/// <param name="UsersNet">Longs less shorts of all users, signed: what users hold against makers and funds.</param>
/// <param name="MakersNet">The same of market makers.</param>
/// <param name="FundsNet">The same of insurance funds.</param>
public sealed record InstrumentExposureResponse(
    string Instrument,
    DecimalText OpenInterest,
    DecimalText Notional,
    DecimalText UsersNet,
    DecimalText MakersNet,
    DecimalText FundsNet
);
