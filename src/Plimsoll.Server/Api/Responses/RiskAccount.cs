using Plimsoll.Engine.Accounts;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>How near an account is to its line.</summary>
/// <param name="Account">The account, or the isolated position.</param>
/// <param name="Condition">Where it stands.</param>
/// <param name="Equity">In the numeraire.</param>
/// <param name="MaintenanceMargin">In the numeraire.</param>
/// <param name="MarginRatio">Equity ÷ maintenance margin; null below zero with nothing required.</param>
public sealed record RiskAccount(
    string Account,
    AccountCondition Condition,
    DecimalText Equity,
    DecimalText MaintenanceMargin,
    DecimalText? MarginRatio
);
