using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>Keys: notes in the journal, beside the engine.</summary>
internal static class KeyOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new TaskOperation<CreateKeyRequest, NewKeyResponse>(
            "keys.create",
            Operations.ManageKeys,
            "POST",
            "/keys",
            "Makes a key. Its secret is in the answer, and nowhere else.",
            CreateAsync,
            Changes: true
        )
        {
            IsRepeatable = false,
        },
        new QueryOperation<PageRequest, Page<KeyResponse>>(
            "keys.list",
            Operations.ReadKeys,
            "GET",
            "/keys",
            "All keys, without their secrets, in the order of their numbers, revoked ones included.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    (request, caller.Api.Keys),
                    static (machine, it) =>
                        Pages.OfNumbered(it.Keys.Keys.OrderBy(key => key.Number), key => key.Number, Show, it.request, machine.Sequence)
                )
        ),
        new TaskOperation<ChangeKeyRequest, OutcomeView>(
            "keys.change",
            Operations.ManageKeys,
            "PUT",
            "/keys/{key}",
            "Gives a key other roles and accounts.",
            static (request, caller) =>
                SubmitAsync(
                    new KeyRolesChanged(
                        request.Key,
                        Now(caller),
                        caller.Key.Id,
                        Roles(request.Roles),
                        [.. AccountsOf(request.Accounts, caller).Order(StringComparer.Ordinal)]
                    ),
                    caller
                ),
            Changes: true
        )
        {
            IsRepeatable = false,
        },
        new TaskOperation<KeyRequest, OutcomeView>(
            "keys.revoke",
            Operations.ManageKeys,
            "DELETE",
            "/keys/{key}",
            "Revokes a key for ever, at once.",
            static (request, caller) => SubmitAsync(new KeyRevoked(request.Key, Now(caller), caller.Key.Id), caller),
            Changes: true
        )
        {
            IsRepeatable = false,
        },
    ];

    private static async Task<NewKeyResponse> CreateAsync(CreateKeyRequest request, ApiCaller caller)
    {
        var (record, text) = caller.Api.KeyMaker.Make(
            request.Label,
            Roles(request.Roles),
            AccountsOf(request.Accounts, caller),
            request.RequiresSignature,
            request.LoopbackOnly,
            caller.Key.Id,
            Now(caller)
        );
        await SubmitAsync(record, caller);
        return new(text.Reveal(), Show(caller.Api.Keys.Find(record.Id)!));
    }

    /// <summary>A name that is misspelt would be a key that may do nothing, and a name that somebody else is given later a key to their account.</summary>
    /// <returns>Their names, also of those that were asked for by number: whose an account is goes by its name.</returns>
    private static string[] AccountsOf(IReadOnlyList<string>? accounts, ApiCaller caller)
    {
        var names = new string[accounts?.Count ?? 0];
        for (var i = 0; i < names.Length; i++)
        {
            if (
                !caller.Api.Host.Names.TryFindAccount(accounts![i], out var account)
                || !caller.Api.Host.Read(account, static (machine, id) => machine.Engine.IsKnown(id))
            )
                throw Refusals.Unknown($"accounts[{i}]", "account", accounts[i], "Open the account first: POST /api/v1/accounts.");

            if (caller.Api.Owners.IsVenues(account))
                throw new ProblemException(
                    new(ProblemCode.BadValue)
                    {
                        Field = $"accounts[{i}]",
                        Detail = $"{accounts[i]} is the venue's own, and no trader's.",
                        Advice = "Name accounts that were opened by POST /api/v1/accounts; the auditor's role reads those of the venue.",
                    }
                );

            names[i] = caller.Api.Host.Names.NameOf(account);
        }

        return names;
    }

    private static async Task<OutcomeView> SubmitAsync(KeyRecord record, ApiCaller caller)
    {
        var refusal = caller.Api.Keys.Check(record);
        if (refusal != KeyRefusal.None)
            throw new ProblemException(Of(refusal));

        // A secret is shown once, and kept nowhere: what was answered cannot be answered again.
        var entry = HostEntry.OfNote(KeyRecordCodec.Encode(record)) with
        {
            Actor = caller.Key.Number,
        };
        return OutcomeView.Of(await caller.Api.Host.SubmitAsync(entry), caller.Api);
    }

    private static Problem Of(KeyRefusal refusal) =>
        refusal switch
        {
            KeyRefusal.UnknownKey => new(ProblemCode.NotFound) { Field = "key", Detail = "there is no such key." },
            KeyRefusal.AlreadyRevoked => new(ProblemCode.Conflict) { Field = "key", Detail = "the key was revoked already." },
            KeyRefusal.LastAdmin => new(ProblemCode.Conflict)
            {
                Field = "key",
                Detail = "it is the last live key of an administrator: nobody could make keys any more.",
                Advice = "Make another administrator's key first.",
            },
            KeyRefusal.BadRoles => new(ProblemCode.BadValue) { Field = "roles", Detail = "expected one role or more." },
            KeyRefusal.BadAccounts => new(ProblemCode.BadValue)
            {
                Field = "accounts",
                Detail = "a trader's key names 1 to 1,000 accounts, each once, and no other key does.",
            },
            KeyRefusal.LabelTooLong => new(ProblemCode.BadValue) { Field = "label", Detail = "expected at most 100 characters." },
            _ => new(ProblemCode.Conflict) { Detail = $"the key was refused: {refusal}." },
        };

    private static KeyResponse Show(ApiKey key) =>
        new(
            key.Id,
            key.Number,
            key.Label,
            [.. Enum.GetValues<KeyRole>().Where(role => (key.Roles & Flag(role)) != ApiRoles.None)],
            key.Accounts,
            key.Proof.Sealed.Length > 0,
            key.IsLoopbackOnly,
            new(new(key.CreatedAt)),
            key.RevokedAt is { } at ? new TimeText(new(at)) : null,
            key.MadeBy.Length == 0 ? null : key.MadeBy
        );

    private static ApiRoles Roles(IEnumerable<KeyRole> roles) => roles.Aggregate(ApiRoles.None, (all, role) => all | Flag(role));

    private static ApiRoles Flag(KeyRole role) =>
        role switch
        {
            KeyRole.Trader => ApiRoles.Trader,
            KeyRole.MatchingEngine => ApiRoles.MatchingEngine,
            KeyRole.Risk => ApiRoles.Risk,
            KeyRole.Admin => ApiRoles.Admin,
            _ => ApiRoles.Auditor,
        };

    private static long Now(ApiCaller caller) => caller.Api.Clock.Now().Nanoseconds;
}
