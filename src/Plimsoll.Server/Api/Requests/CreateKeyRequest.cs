namespace Plimsoll.Server.Api.Requests;

/// <summary>Makes a key.</summary>
/// <param name="Label">What it is for, at most 100 characters.</param>
/// <param name="Roles">What its holder is: <c>trader</c>, <c>matching_engine</c>, <c>risk</c>, <c>admin</c>, <c>auditor</c>.</param>
/// <param name="Accounts">For a trader the accounts it acts for.</param>
/// <param name="RequiresSignature">Whether its requests are signed instead of carrying the secret.</param>
/// <param name="LoopbackOnly">Whether it works from the server's own machine alone.</param>
public sealed record CreateKeyRequest(
    string Label,
    IReadOnlyList<KeyRole> Roles,
    IReadOnlyList<string>? Accounts = null,
    bool RequiresSignature = false,
    bool LoopbackOnly = false
);
