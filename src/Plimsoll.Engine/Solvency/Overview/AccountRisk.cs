using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Overview;

/// <summary>How near one account is to its line.</summary>
/// <param name="Account">Which.</param>
/// <param name="Condition">Where it stands.</param>
/// <param name="Equity">Exact, in the numeraire's units.</param>
/// <param name="Maintenance">Maintenance margin; exact, in the numeraire's units.</param>
/// <param name="Ratio">Equity ÷ maintenance margin, rounded down, at most what a rate can hold; null where nothing is required and equity is below zero all the same.</param>
public readonly record struct AccountRisk(AccountId Account, AccountCondition Condition, Money Equity, Money Maintenance, Rate? Ratio);
