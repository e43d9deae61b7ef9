using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>An account that a move would bring below its line.</summary>
/// <param name="Account">The account, or the isolated position.</param>
/// <param name="Equity">Its equity then.</param>
/// <param name="NetLiquidationValue">Its net liquidation value then: below zero somebody else pays.</param>
/// <param name="MaintenanceMargin">Its maintenance margin then.</param>
public sealed record StressedAccount(string Account, DecimalText Equity, DecimalText NetLiquidationValue, DecimalText MaintenanceMargin);
