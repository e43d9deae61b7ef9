using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Responses;

/// <summary>A key, without its secret.</summary>
/// <param name="Key">Its public name.</param>
/// <param name="Number">Its number, by which the audit log names it.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Roles">What its holder is.</param>
/// <param name="Accounts">The accounts it acts for as a trader.</param>
/// <param name="RequiresSignature">Whether its requests are signed.</param>
/// <param name="LoopbackOnly">Whether it works from the server's own machine alone.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">When it was revoked; null while it holds.</param>
/// <param name="MadeBy">The key that made it: the two are no two persons. Null for the first one, and where it is not known.</param>
public sealed record KeyResponse(
    string Key,
    int Number,
    string Label,
    IReadOnlyList<KeyRole> Roles,
    IReadOnlyList<string> Accounts,
    bool RequiresSignature,
    bool LoopbackOnly,
    TimeText CreatedAt,
    TimeText? RevokedAt,
    string? MadeBy
);
