using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api;

/// <summary>Who asks, and for this one request.</summary>
/// <param name="Api">What is asked.</param>
/// <param name="Key">The key as it is now.</param>
/// <param name="IdempotencyKey">The caller's own name for the request; null for none.</param>
/// <param name="Cancellation">Ends when nobody waits for the answer any more.</param>
internal sealed record ApiCaller(VenueApi Api, ApiKey Key, string? IdempotencyKey, CancellationToken Cancellation)
{
    /// <summary>Goes no further unless the key may do it, for each account named.</summary>
    /// <exception cref="ProblemException">It may not.</exception>
    public void Require(string operation, IEnumerable<string>? accounts)
    {
        var permission = Permissions.Of(operation);
        if (!permission.Allows(Key.Roles))
            throw new ProblemException(KeyProblems.NotAllowed(operation, Key));

        foreach (var account in accounts ?? [])
        {
            // The same for an account that is there and one that is not: a key's holder does not learn of other accounts.
            if (!Api.Owners.Allows(permission, Key, account))
                throw new ProblemException(new(ProblemCode.NotOwnAccount) { Field = "account" });
        }
    }

    /// <summary>Whether the key may see what is not decided yet, and whose keys proposed and approved.</summary>
    public bool SeesProposals => Permissions.Of(Operations.ReadProposals).Allows(Key.Roles);

    /// <summary>The digest of what is asked, where an idempotency key goes with that and not with the entry that is made of it; null elsewhere.</summary>
    private UInt128? Request { get; init; }

    /// <summary>The same caller of something whose entry is worked out from what is in force, and may be another when the same is asked again.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="request">What is asked of it.</param>
    public ApiCaller Asking<T>(string operation, T request)
    {
        if (IdempotencyKey is null)
            return this;

        byte[] text = [.. Encoding.UTF8.GetBytes(operation), 0, .. JsonSerializer.SerializeToUtf8Bytes(request, Api.Json)];
        return this with { Request = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(text)) };
    }

    /// <summary>An entry as this caller's.</summary>
    public HostEntry Own(in HostEntry entry)
    {
        var own = entry with { Actor = Key.Number, IdempotencyKey = IdempotencyKey };
        return Request is { } request ? own.KnownBy(request) : own;
    }

    /// <summary>What was answered to this under its idempotency key; null when it was not. For what cannot be worked out any more, since what it is about has ended or changed.</summary>
    public Outcome? AnsweredBefore() =>
        Request is { } request && IdempotencyKey is { } key
            ? Api.Host.Read((Key.Number, key, request), static (machine, it) => machine.AnswerTo(it.Number, it.key, it.request))
            : null;

    /// <summary>What was answered to an entry of this caller's under its idempotency key; null when it was not. For what is not handed in any more.</summary>
    public Outcome? AnsweredBefore(in HostEntry entry) =>
        IdempotencyKey is { } key
            ? Api.Host.Read(
                (Key.Number, key, Own(entry).Fingerprint()),
                static (machine, it) => machine.AnswerTo(it.Number, it.key, it.Item3)
            )
            : null;
}
