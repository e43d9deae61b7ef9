namespace Plimsoll.Server.Api.Sockets;

/// <summary>Says who is there, for clients that cannot set headers.</summary>
/// <param name="Key">A bearer's whole key; the id alone, when it signs.</param>
/// <param name="Timestamp">For a signature: milliseconds since 1970 UTC.</param>
/// <param name="Nonce">For a signature: never used before.</param>
/// <param name="Signature">Over timestamp, nonce, GET, the path and an empty body, as for REST.</param>
internal sealed record AuthenticateRequest(string Key, string? Timestamp = null, string? Nonce = null, string? Signature = null)
{
    /// <summary>Never the key.</summary>
    public override string ToString() => nameof(AuthenticateRequest);
}
