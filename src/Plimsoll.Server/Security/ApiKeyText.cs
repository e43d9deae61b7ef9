using System.Buffers;

namespace Plimsoll.Server.Security;

/// <summary>A key as its holder keeps it: <c>plim_ID_SECRET</c>. The beginning lets scanners of repositories find a key that leaked.</summary>
public static class ApiKeyText
{
    /// <summary>Letters of an id.</summary>
    public const int IdLength = 12;

    /// <summary>Hexadecimal digits of a secret: 256 bits.</summary>
    public const int SecretLength = 64;

    private const string Prefix = "plim_";
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> OfIds = SearchValues.Create(Letters);
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The letters of an id: none that is mistaken for another.</summary>
    internal static ReadOnlySpan<char> IdLetters => Letters;

    /// <summary>Puts id and secret together.</summary>
    public static Secret Of(string id, Secret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return new($"{Prefix}{id}_{secret.Reveal()}");
    }

    /// <summary>Parts id and secret; false when it is no key.</summary>
    public static bool TryRead(string text, out string id, out Secret secret)
    {
        (id, secret) = ("", new(""));
        if (
            text is null
            || text.Length != Prefix.Length + IdLength + 1 + SecretLength
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
        )
        {
            return false;
        }

        var (name, rest) = (text.Substring(Prefix.Length, IdLength), text[(Prefix.Length + IdLength)..]);
        if (rest[0] != '_' || !IsId(name) || rest.AsSpan(1).ContainsAnyExcept(Hexadecimal))
        {
            return false;
        }

        (id, secret) = (name, new(rest[1..]));
        return true;
    }

    /// <summary>Whether a text may be the id of a key.</summary>
    public static bool IsId(string text) => text is { Length: IdLength } && !text.AsSpan().ContainsAnyExcept(OfIds);
}
