namespace Plimsoll.Server.Security;

/// <summary>A key was given other roles and accounts.</summary>
/// <param name="Id">The key.</param>
/// <param name="At">When, in nanoseconds UTC.</param>
/// <param name="By">The key of who did it.</param>
/// <param name="Roles">All its roles from now on.</param>
/// <param name="Accounts">All its accounts from now on.</param>
public sealed record KeyRolesChanged(string Id, long At, string By, ApiRoles Roles, IReadOnlyList<string> Accounts) : KeyRecord(Id, At, By);
