namespace Plimsoll.Server.Security;

/// <summary>A key was revoked, for good.</summary>
/// <param name="Id">The key.</param>
/// <param name="At">When, in nanoseconds UTC.</param>
/// <param name="By">The key of who did it.</param>
public sealed record KeyRevoked(string Id, long At, string By) : KeyRecord(Id, At, By);
