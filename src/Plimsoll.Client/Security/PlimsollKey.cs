using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Client;

/// <summary>A key of the server, sent as it is or used to sign. Its text is never in <see cref="ToString"/>.</summary>
public sealed class PlimsollKey
{
    private const int IdLength = 12;
    private const int SecretLength = 64;
    private const string Prefix = "plim_";

    private readonly string _secret;
    private readonly string _text;

    private PlimsollKey(string text, bool signs)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length != Prefix.Length + IdLength + 1 + SecretLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
            throw new ArgumentException("Expected a key as the server showed it: plim_, 12 letters, _, 64 digits.", nameof(text));

        (_text, Signs) = (text, signs);
        (Id, _secret) = (text.Substring(Prefix.Length, IdLength), text[^SecretLength..]);
    }

    /// <summary>Its public name.</summary>
    public string Id { get; }

    /// <summary>Whether it signs requests.</summary>
    public bool Signs { get; }

    /// <summary>A key that is sent with each request.</summary>
    /// <exception cref="ArgumentException">The text has not the form of a key.</exception>
    public static PlimsollKey Bearer(string text) => new(text, signs: false);

    /// <summary>A key that signs each request (HMAC-SHA256) and is never sent.</summary>
    /// <exception cref="ArgumentException">The text has not the form of a key.</exception>
    public static PlimsollKey Signing(string text) => new(text, signs: true);

    /// <summary>Its public name.</summary>
    public override string ToString() => Id;

    /// <summary>The headers that show the key for one request: signatures are for one time and one use.</summary>
    internal IEnumerable<(string Name, string Value)> HeadersFor(
        string method,
        string pathAndQuery,
        ReadOnlyMemory<byte> body,
        string? idempotencyKey,
        TimeProvider clock
    )
    {
        if (!Signs)
        {
            yield return ("Authorization", "Bearer " + _text);
            yield break;
        }

        var time = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
        var hash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        var text = string.Join('\n', time, nonce, method, pathAndQuery, hash);
        if (idempotencyKey is not null)
            text += "\n" + idempotencyKey;

        var signature = HMACSHA256.HashData(Encoding.ASCII.GetBytes(_secret), Encoding.UTF8.GetBytes(text));
        yield return ("Plimsoll-Key", Id);
        yield return ("Plimsoll-Timestamp", time);
        yield return ("Plimsoll-Nonce", nonce);
        yield return ("Plimsoll-Signature", Convert.ToHexStringLower(signature));
    }
}
