using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>What is open on an underlying, in the numeraire.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Notional">Open interest of all its instruments at their marks.</param>
/// <param name="UsersLong">Notional of what users hold together in the instruments in which they are long on balance (<c>users_net</c> above zero). Longs and shorts of users in one instrument cancel first: it is not the sum of their long positions.</param>
/// <param name="UsersShort">The same of the instruments in which they are short on balance.</param>
/// <param name="Instruments">Its instruments.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record ExposureResponse(
    string Index,
    DecimalText Notional,
    DecimalText UsersLong,
    DecimalText UsersShort,
    IReadOnlyList<InstrumentExposureResponse> Instruments,
    long Sequence
);
