using System.Text.Json.Serialization;

namespace Plimsoll.Server.Security;

/// <summary>How the secret of a key is recognised without being kept in the clear. Exactly one of the two ways is there.</summary>
/// <remarks>
/// A bearer's secret is kept as SHA-256 of salt and secret. A slow hash would add nothing: it makes guessing dear where secrets are weak, and 256
/// random bits cannot be guessed at any price; it would only let anybody keep the server busy. A signature can be checked only by
/// who knows the secret, so a signing key's secret is kept sealed (AES-256-GCM) under a key that is not in the journal: whoever reads the journal or
/// a copy of it can neither log in nor sign.
/// </remarks>
/// <param name="Salt">16 random bytes of a bearer key; empty for a signing key.</param>
/// <param name="Hash">SHA-256 of salt and secret of a bearer key; empty for a signing key.</param>
/// <param name="Sealed">Nonce, text and tag of a signing key's secret; empty for a bearer key.</param>
public sealed record KeyProof(byte[] Salt, byte[] Hash, byte[] Sealed)
{
    /// <summary>Whether requests have to be signed with the key; its secret is then never sent.</summary>
    [JsonIgnore]
    public bool RequiresSignature => Sealed.Length > 0;
}
