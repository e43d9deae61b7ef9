using System.Globalization;
using Plimsoll.Engine.Accounts;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Events;

/// <summary>Whose eyes an event is for: who may not see all accounts learns of no other's name.</summary>
/// <param name="key">The key that looks; null for one that sees everything.</param>
internal sealed class EventViewer(ApiKey? key)
{
    /// <summary>Sees every account.</summary>
    public static EventViewer Everything { get; } = new(null);

    /// <summary>Sees no account but the venue's own.</summary>
    public static EventViewer Stranger { get; } = new(new ApiKey(-1, "", "", ApiRoles.None, [], new([], [], []), false, 0, null));

    private readonly HashSet<string>? _own = SeesAll(key) ? null : new(key!.Accounts, StringComparer.Ordinal);

    /// <summary>Accounts that a key of before names by number: no name is digits alone.</summary>
    private readonly HashSet<int> _numbers = [.. (key?.Accounts ?? []).Select(NumberOf).OfType<int>()];

    /// <summary>Whether no account is hidden.</summary>
    public bool IsWhole => _own is null;

    /// <summary>Whether an account's name may be shown.</summary>
    public bool Sees(AccountId account, EventNames names) =>
        _own is null || names.Owners.IsVenues(account) || IsOwn(account, names) || IsOwn(names.Owners.ParentOf(account), names);

    private bool IsOwn(AccountId account, EventNames names) => _own!.Contains(names.Of(account)) || _numbers.Contains(account.Value);

    private static int? NumberOf(string account) =>
        int.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool SeesAll(ApiKey? key) =>
        key is null || (key.Roles & Permissions.Of(Operations.ReadAccount).Everywhere) != ApiRoles.None;
}
