using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>Where a unit of margin would stand, in the numeraire.</summary>
/// <param name="Account">The account, or the isolated position.</param>
/// <param name="Equity">Equity.</param>
/// <param name="NetLiquidationValue">Net liquidation value.</param>
/// <param name="InitialMargin">Initial margin, open orders included.</param>
/// <param name="MaintenanceMargin">Maintenance margin.</param>
/// <param name="MarginRatio">Equity ÷ maintenance margin; null without any.</param>
/// <param name="IsBelowLine">Whether it would be liquidated.</param>
public sealed record StandingResponse(
    string Account,
    DecimalText Equity,
    DecimalText NetLiquidationValue,
    DecimalText InitialMargin,
    DecimalText MaintenanceMargin,
    DecimalText? MarginRatio,
    bool IsBelowLine
);
