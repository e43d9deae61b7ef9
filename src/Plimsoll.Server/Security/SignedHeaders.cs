namespace Plimsoll.Server.Security;

/// <summary>The headers of a signed request, and what they sign.</summary>
/// <param name="Key">Id of the key.</param>
/// <param name="Timestamp">Milliseconds since 1970 UTC, as sent.</param>
/// <param name="Nonce">A word used once.</param>
/// <param name="Signature">Hexadecimal digits.</param>
/// <param name="Method">The request's method, in upper case.</param>
/// <param name="PathAndQuery">Its path and query, as sent.</param>
/// <param name="IdempotencyKey">Its idempotency key, as sent; null for none.</param>
public sealed record SignedHeaders(
    string Key,
    string Timestamp,
    string Nonce,
    string Signature,
    string Method,
    string PathAndQuery,
    string? IdempotencyKey = null
);
