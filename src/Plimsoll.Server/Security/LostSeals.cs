using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Plimsoll.Server.Security;

/// <summary>Signing keys whose secret was sealed under another key than the one in the file: nothing that they sign can be checked.</summary>
internal sealed partial class LostSeals
{
    private readonly ApiKeyBook _book;
    private readonly string _file;
    private readonly string[] _ids;

    /// <summary>Looks at the keys as they are at a start. What is made later is sealed with the key that is there.</summary>
    public LostSeals(ApiKeyBook book, SecretVault vault, string file)
    {
        (_book, _file) = (book, file);
        _ids =
        [
            .. book
                .Keys.Where(key => key is { IsLive: true, Proof.RequiresSignature: true } && vault.Open(key.Id, key.Proof.Sealed) is null)
                .Select(key => key.Id),
        ];
    }

    /// <summary>What the operator should know, for anybody to read; empty once the keys are revoked.</summary>
    public IReadOnlyList<string> Warnings =>
        _ids.Count(IsLive) is var count and > 0
            ?
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"signing keys that cannot be checked: {count}. They were sealed with another sealing key than the server has now: restore it, or revoke them and make new ones."
                ),
            ]
            : [];

    /// <summary>Tells which, and where the sealing key belongs.</summary>
    public void Tell(ILogger log)
    {
        if (_ids.Length > 0)
            CannotBeChecked(log, _ids.Length, string.Join(", ", _ids.Take(10)) + (_ids.Length > 10 ? ", …" : ""), _file);
    }

    private bool IsLive(string id) => _book.Find(id) is { IsLive: true };

    [LoggerMessage(
        EventId = 4301,
        Level = LogLevel.Warning,
        Message = "Signing keys that cannot be checked: {Count} ({Keys}). They were sealed with another key than the one in {File}: restore that file from its copy and start again, or revoke them and make new ones."
    )]
    private static partial void CannotBeChecked(ILogger log, int count, string keys, string file);
}
