using System.Collections.Concurrent;
using System.Globalization;
using Plimsoll.Engine.Accounts;
using Plimsoll.Host;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api;

/// <summary>Whose an account is, by its number and what the engine says of it: how its name is spelt says nothing. What was once said stays; for any thread.</summary>
internal sealed class AccountOwners(VenueHost host)
{
    private readonly ConcurrentDictionary<int, (AccountKind Kind, AccountId Parent)> _known = new();

    /// <summary>The account that an isolated position belongs to; any other account itself.</summary>
    public AccountId ParentOf(AccountId account) => Find(account)?.Parent ?? account;

    /// <summary>Whether a margin unit is an account, or an isolated position of it.</summary>
    public bool Belongs(AccountId unit, AccountId account) => unit == account || ParentOf(unit) == account;

    /// <summary>Whether an account is the venue's own, a fund or a ledger account, which belongs to no trader.</summary>
    public bool IsVenues(AccountId account) => Find(account)?.Kind is AccountKind.Venue or AccountKind.InsuranceFund;

    /// <summary>Whether an account is an insurance fund.</summary>
    public bool IsFund(AccountId account) => Find(account)?.Kind is AccountKind.InsuranceFund;

    /// <summary>Whether a key may do something for an account: everywhere, or because it is the key's own or an isolated position of one that is.</summary>
    /// <param name="permission">What it would do.</param>
    /// <param name="key">The key.</param>
    /// <param name="account">The account's name at the edge.</param>
    public bool Allows(Permission permission, ApiKey key, string account) =>
        (key.Roles & permission.Everywhere) != ApiRoles.None
        || (
            host.Names.TryFindAccount(account, out var id)
            && !IsVenues(id)
            && (Lists(permission, key, id) || Lists(permission, key, ParentOf(id)))
        );

    /// <summary>By name; or by number, as keys of before could be made.</summary>
    private bool Lists(Permission permission, ApiKey key, AccountId account) =>
        permission.Allows(key, host.Names.NameOf(account)) || permission.Allows(key, account.Value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Null for a number that no account has yet.</summary>
    private (AccountKind Kind, AccountId Parent)? Find(AccountId account)
    {
        if (_known.TryGetValue(account.Value, out var known))
            return known;

        var found = host.Read(
            account,
            static (machine, id) =>
                machine.Engine.IsKnown(id) ? (machine.Engine.KindOf(id), machine.Engine.ParentOf(id)) : ((AccountKind, AccountId)?)null
        );
        if (found is { } now)
            _known[account.Value] = now;

        return found;
    }
}
