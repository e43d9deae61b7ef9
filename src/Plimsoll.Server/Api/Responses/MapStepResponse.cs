using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>Who would be below the line after one move of an underlying, accounts under portfolio margin not counted.</summary>
/// <param name="Move">By how much its prices change.</param>
/// <param name="Accounts">How many accounts.</param>
/// <param name="LongNotional">Notional of their long positions on it, in the numeraire.</param>
/// <param name="ShortNotional">The same of their short positions.</param>
public sealed record MapStepResponse(DecimalText Move, int Accounts, DecimalText LongNotional, DecimalText ShortNotional);
