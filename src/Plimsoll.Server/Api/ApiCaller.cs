using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api;

/// <summary>Who asks, and for this one request.</summary>
/// <param name="Api">What is asked.</param>
/// <param name="Key">The key as it is now.</param>
/// <param name="IdempotencyKey">The caller's own name for the request; null for none.</param>
/// <param name="Cancellation">Ends when nobody waits for the answer any more.</param>
internal sealed record ApiCaller(VenueApi Api, ApiKey Key, string? IdempotencyKey, CancellationToken Cancellation)
{
    /// <summary>Goes no further unless the key may do it, for each account named.</summary>
    /// <exception cref="ProblemException">It may not.</exception>
    public void Require(string operation, IEnumerable<string>? accounts)
    {
        var permission = Permissions.Of(operation);
        if (!permission.Allows(Key.Roles))
            throw new ProblemException(KeyProblems.NotAllowed(operation, Key));

        foreach (var account in accounts ?? [])
        {
            // The same for an account that is there and one that is not: a key's holder does not learn of other accounts.
            if (!permission.Allows(Key, account) && !permission.Allows(Key, Owner(account)))
                throw new ProblemException(new(ProblemCode.NotOwnAccount) { Field = "account" });
        }
    }

    /// <summary>An isolated position belongs to the account before the slash.</summary>
    private static string Owner(string account)
    {
        var slash = account.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? account : account[..slash];
    }
}
