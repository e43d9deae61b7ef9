using Plimsoll.Engine.Accounts;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Lists accounts.</summary>
/// <param name="Limit">How many at most, 1 to 1,000.</param>
/// <param name="After">The account after which to go on; absent for the beginning.</param>
/// <param name="Condition">Only accounts that stand so.</param>
/// <param name="Owner">Only accounts of this owner.</param>
public sealed record ListAccountsRequest(int Limit = 100, string? After = null, AccountCondition? Condition = null, string? Owner = null);
