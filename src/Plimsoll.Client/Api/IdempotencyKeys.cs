namespace Plimsoll.Client;

/// <summary>Names for requests that nobody else gives.</summary>
internal static class IdempotencyKeys
{
    /// <summary>1 to 64 printable ASCII characters are taken.</summary>
    public static string New() => Guid.CreateVersion7().ToString("N");

    /// <summary>Looks at a key that the caller gave.</summary>
    public static string Check(string key) =>
        key.Length is > 0 and <= 64 && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? key
            : throw new ArgumentException("Expected 1 to 64 printable ASCII characters without spaces.", nameof(key));
}
