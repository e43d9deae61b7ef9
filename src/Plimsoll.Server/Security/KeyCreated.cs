namespace Plimsoll.Server.Security;

/// <summary>A key was made.</summary>
/// <param name="Id">Its public name.</param>
/// <param name="At">When, in nanoseconds UTC.</param>
/// <param name="By">The key of who made it; empty at the first start.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Roles">What its holder is.</param>
/// <param name="Accounts">Accounts it acts for as a trader.</param>
/// <param name="Proof">How its secret is recognised.</param>
/// <param name="IsLoopbackOnly">Whether it works from this machine alone.</param>
public sealed record KeyCreated(
    string Id,
    long At,
    string By,
    string Label,
    ApiRoles Roles,
    IReadOnlyList<string> Accounts,
    KeyProof Proof,
    bool IsLoopbackOnly
) : KeyRecord(Id, At, By);
