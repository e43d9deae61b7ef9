namespace Plimsoll.Server.Security;

/// <summary>Who may do something.</summary>
/// <param name="Operation">One of <see cref="Operations"/>.</param>
/// <param name="Everywhere">Roles that may do it for every account, or where no account is named.</param>
/// <param name="OwnAccounts">Roles that may do it for the accounts that the key lists.</param>
public sealed record Permission(string Operation, ApiRoles Everywhere, ApiRoles OwnAccounts = ApiRoles.None)
{
    /// <summary>Whether a key with these roles may do it at all.</summary>
    public bool Allows(ApiRoles roles) => (roles & (Everywhere | OwnAccounts)) != ApiRoles.None;

    /// <summary>Whether a key may do it for an account.</summary>
    /// <param name="key">The key.</param>
    /// <param name="account">The account's name at the edge.</param>
    public bool Allows(ApiKey key, string account)
    {
        ArgumentNullException.ThrowIfNull(key);
        return (key.Roles & Everywhere) != ApiRoles.None
            || ((key.Roles & OwnAccounts) != ApiRoles.None && key.Accounts.Contains(account, StringComparer.Ordinal));
    }
}
