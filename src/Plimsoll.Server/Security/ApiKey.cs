using System.Text.Json.Serialization;

namespace Plimsoll.Server.Security;

/// <summary>A key as the server knows it. Without its secret: of that a hash, or a sealed copy when requests are signed with it.</summary>
/// <param name="Number">Its number, counted from 1 as keys are made: how the journal names who asked.</param>
/// <param name="Id">Its public name: 12 letters of a–z and 2–7.</param>
/// <param name="Label">What it is for, in the words of whoever made it.</param>
/// <param name="Roles">What its holder is.</param>
/// <param name="Accounts">Accounts it acts for as a trader, in order; names at the edge.</param>
/// <param name="Proof">How its secret is recognised.</param>
/// <param name="IsLoopbackOnly">Whether it works from this machine alone.</param>
/// <param name="CreatedAt">When it was made, in nanoseconds UTC.</param>
/// <param name="RevokedAt">When it was revoked, in nanoseconds UTC; null while it holds.</param>
/// <param name="MadeBy">The key that made it; empty for the first one, and for one of a snapshot that did not say it yet.</param>
public sealed record ApiKey(
    int Number,
    string Id,
    string Label,
    ApiRoles Roles,
    IReadOnlyList<string> Accounts,
    KeyProof Proof,
    bool IsLoopbackOnly,
    long CreatedAt,
    long? RevokedAt,
    string MadeBy = ""
)
{
    /// <summary>Whether it still holds.</summary>
    [JsonIgnore]
    public bool IsLive => RevokedAt is null;
}
