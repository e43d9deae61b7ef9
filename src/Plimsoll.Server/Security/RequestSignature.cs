using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Plimsoll.Server.Security;

/// <summary>What a signed request is signed over, and the signature.</summary>
/// <remarks>
/// HMAC-SHA256 with the key's secret (its 64 digits as ASCII), in lower-case hexadecimal, over five or six lines joined by one line feed each:
/// timestamp in milliseconds, nonce, method in upper case, path with query as sent, SHA-256 of the body in lower-case hexadecimal, and the idempotency key
/// where one is sent: left out or changed on the way, it would let a request that is sent again take effect twice.
/// </remarks>
public static class RequestSignature
{
    /// <summary>Header with the id of the key.</summary>
    public const string KeyHeader = "Plimsoll-Key";

    /// <summary>Header with the time of the request, in milliseconds since 1970 UTC.</summary>
    public const string TimestampHeader = "Plimsoll-Timestamp";

    /// <summary>Header with a word never used before: 8 to 64 letters, digits, - and _.</summary>
    public const string NonceHeader = "Plimsoll-Nonce";

    /// <summary>Header with the signature.</summary>
    public const string SignatureHeader = "Plimsoll-Signature";

    /// <summary>Header with the caller's own name for a command; signed where it stands.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    /// <summary>Whether a request has any of the headers.</summary>
    internal static bool IsIn(IHeaderDictionary headers) =>
        headers.ContainsKey(KeyHeader)
        || headers.ContainsKey(SignatureHeader)
        || headers.ContainsKey(NonceHeader)
        || headers.ContainsKey(TimestampHeader);

    /// <summary>The text that is signed.</summary>
    /// <param name="timestamp">Milliseconds since 1970 UTC.</param>
    /// <param name="nonce">A word used once.</param>
    /// <param name="method">In upper case.</param>
    /// <param name="pathAndQuery">As sent.</param>
    /// <param name="body">Empty for none.</param>
    /// <param name="idempotencyKey">As sent; null for none, which adds no line.</param>
    public static string TextOf(
        string timestamp,
        string nonce,
        string method,
        string pathAndQuery,
        ReadOnlySpan<byte> body,
        string? idempotencyKey = null
    )
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        var text = string.Join('\n', timestamp, nonce, method, pathAndQuery, Convert.ToHexStringLower(hash));
        return idempotencyKey is null ? text : $"{text}\n{idempotencyKey}";
    }

    /// <summary>The signature of a text.</summary>
    public static string Sign(Secret secret, string text)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Whether a signature is that of a text. Takes the same time whatever differs.</summary>
    public static bool IsValid(Secret secret, string text, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(secret, text)), Encoding.UTF8.GetBytes(signature));
}
