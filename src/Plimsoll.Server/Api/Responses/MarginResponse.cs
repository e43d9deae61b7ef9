using Plimsoll.Engine.Accounts;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>Where an account stands, in figures of the numeraire.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Owner">Its owner's name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Status">What it may do.</param>
/// <param name="Condition">Where it stands.</param>
/// <param name="Scheme">Its scheme of portfolio margin; <c>standard</c> for none.</param>
/// <param name="Hold">Why its liquidation waits; null when it does not.</param>
/// <param name="HoldUntil">Until when at the latest.</param>
/// <param name="Equity">Collateral after haircuts plus unrealised profit and option value.</param>
/// <param name="NetLiquidationValue">The same without haircuts.</param>
/// <param name="InitialMargin">Needed to open or increase, open orders included.</param>
/// <param name="MaintenanceMargin">Needed to keep.</param>
/// <param name="FreeCollateral">What is left to open with; below zero nothing may increase.</param>
/// <param name="MarginRatio">Equity ÷ maintenance margin, liquidated below 1; null without any.</param>
/// <param name="Leverage">Notional ÷ equity; null when there is no equity.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record MarginResponse(
    string Account,
    string Owner,
    AccountKind Kind,
    AccountStatus Status,
    AccountCondition Condition,
    string Scheme,
    HoldReason? Hold,
    TimeText? HoldUntil,
    DecimalText Equity,
    DecimalText NetLiquidationValue,
    DecimalText InitialMargin,
    DecimalText MaintenanceMargin,
    DecimalText FreeCollateral,
    DecimalText? MarginRatio,
    DecimalText? Leverage,
    long Sequence
);
