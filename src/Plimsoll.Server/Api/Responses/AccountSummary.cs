using Plimsoll.Engine.Accounts;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>An account in a list.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Owner">Its owner's name; <c>venue</c> for the venue's own.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Status">What it may do.</param>
/// <param name="Condition">Where it stands.</param>
/// <param name="Equity">In the numeraire.</param>
/// <param name="MaintenanceMargin">In the numeraire.</param>
/// <param name="MarginRatio">Equity ÷ maintenance margin; null without any.</param>
public sealed record AccountSummary(
    string Account,
    string Owner,
    AccountKind Kind,
    AccountStatus Status,
    AccountCondition Condition,
    DecimalText Equity,
    DecimalText MaintenanceMargin,
    DecimalText? MarginRatio
);
