using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Server.Security;

/// <summary>Makes keys, and recognises their secrets.</summary>
/// <param name="vault">Seals the secrets of signing keys.</param>
public sealed class ApiKeyMaker(SecretVault vault)
{
    private const int SaltBytes = 16;
    private static readonly KeyProof Nobody = new(new byte[SaltBytes], new byte[SHA256.HashSizeInBytes], []);

    /// <summary>Makes a key. The record goes to the journal; the text goes to its holder, once, and nowhere else.</summary>
    /// <param name="label">What it is for.</param>
    /// <param name="roles">What its holder is.</param>
    /// <param name="accounts">Accounts it acts for as a trader.</param>
    /// <param name="requiresSignature">Whether its requests are signed instead of carrying the secret.</param>
    /// <param name="isLoopbackOnly">Whether it works from this machine alone.</param>
    /// <param name="by">The key of who makes it; empty at the first start.</param>
    /// <param name="at">Now, in nanoseconds UTC.</param>
    public (KeyCreated Record, Secret Text) Make(
        string label,
        ApiRoles roles,
        IReadOnlyList<string> accounts,
        bool requiresSignature,
        bool isLoopbackOnly,
        string by,
        long at
    )
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var id = RandomNumberGenerator.GetString(ApiKeyText.IdLetters, ApiKeyText.IdLength);
        var secret = new Secret(RandomNumberGenerator.GetHexString(ApiKeyText.SecretLength, lowercase: true));
        var salt = requiresSignature ? [] : RandomNumberGenerator.GetBytes(SaltBytes);
        var proof = requiresSignature ? new KeyProof([], [], vault.Seal(id, secret)) : new(salt, Hash(salt, secret), []);
        var record = new KeyCreated(id, at, by, label, roles, [.. accounts.Order(StringComparer.Ordinal)], proof, isLoopbackOnly);
        return (record, ApiKeyText.Of(id, secret));
    }

    /// <summary>The key of the first administrator, when a server has no keys; null when it has.</summary>
    /// <param name="book">The keys there are.</param>
    /// <param name="isLoopbackOnly">Whether it works from this machine alone.</param>
    /// <param name="at">Now, in nanoseconds UTC.</param>
    public (KeyCreated Record, Secret Text)? FirstAdmin(ApiKeyBook book, bool isLoopbackOnly, long at)
    {
        ArgumentNullException.ThrowIfNull(book);
        return book.IsEmpty ? Make("first administrator", ApiRoles.Admin, [], requiresSignature: false, isLoopbackOnly, by: "", at) : null;
    }

    /// <summary>One more administrator's key, for whoever has lost all others and holds the server's machine.</summary>
    /// <param name="isLoopbackOnly">Whether it works from this machine alone.</param>
    /// <param name="at">Now, in nanoseconds UTC.</param>
    public (KeyCreated Record, Secret Text) AnotherAdmin(bool isLoopbackOnly, long at) =>
        Make("administrator made at a start", ApiRoles.Admin, [], requiresSignature: false, isLoopbackOnly, by: "", at);

    /// <summary>Whether a secret is that of a bearer key. Takes the same time whatever differs, and without a key too: time does not tell which ids there are.</summary>
    /// <param name="proof">How it is recognised; null when there is no key of that id.</param>
    /// <param name="secret">The secret that was sent.</param>
    public static bool IsSecretOf(KeyProof? proof, Secret secret)
    {
        var known = proof ?? Nobody;
        return CryptographicOperations.FixedTimeEquals(Hash(known.Salt, secret), known.Hash) && proof is not null;
    }

    private static byte[] Hash(byte[] salt, Secret secret) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(secret.Reveal())]);
}
