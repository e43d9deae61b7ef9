using System.Buffers;

namespace Plimsoll.Host.Machine;

/// <summary>Which texts can be names.</summary>
internal static class NameRules
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-/#@+"
    );

    /// <summary>Of accounts and owners: not digits alone, which mean numbers, and without a slash, which the host's own names have.</summary>
    public static bool IsName(string text) =>
        IsLabel(text) && !text.Contains('/', StringComparison.Ordinal) && text.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>Of orders and trades.</summary>
    public static bool IsLabel(string text) => text.Length is > 0 and <= 64 && !text.AsSpan().ContainsAnyExcept(Allowed);
}
