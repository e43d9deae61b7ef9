using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Catalog;

/// <summary>Something that changes the venue: becomes an entry of the journal.</summary>
/// <param name="Translate">The entry; names become numbers, decimals become units.</param>
/// <param name="Accounts">The accounts that the request acts for: the key has to be allowed each. None where no account is named.</param>
internal sealed record CommandOperation<TRequest>(
    string Name,
    string Permission,
    string Method,
    string Route,
    string Summary,
    Func<TRequest, Translator, HostEntry> Translate,
    Func<TRequest, IEnumerable<string>>? Accounts = null
) : ApiOperation(Name, Permission, Method, Route, Summary)
    where TRequest : class
{
    /// <summary>Whether the entry is worked out from what changes, beside names and decimals, which stay: then an idempotency key goes with the request, not with the entry.</summary>
    public bool IsWorkedOut { get; init; }

    public override Type RequestType => typeof(TRequest);

    public override Type ResponseType => typeof(OutcomeView);

    public override bool IsCommand => true;

    public override HostEntry? Prepare(ReadOnlyMemory<byte> request, ApiCaller caller) => TryEntry(request, caller, out _);

    public override async ValueTask<object> RunAsync(ReadOnlyMemory<byte> request, ApiCaller caller)
    {
        if (TryEntry(request, caller, out var answered) is not { } entry)
            return OutcomeView.Of(answered!.Value, caller.Api);

        var outcome = await caller.Api.Host.SubmitAsync(entry).ConfigureAwait(false);
        if (outcome.IsAccepted)
            return OutcomeView.Of(outcome, caller.Api);

        throw new ProblemException(OutcomeProblems.Of(outcome, entry, caller.Api));
    }

    /// <summary>The entry; null when there is none any more, and the request was answered before.</summary>
    private HostEntry? TryEntry(ReadOnlyMemory<byte> request, ApiCaller caller, out Outcome? answered)
    {
        answered = null;
        var typed = Read<TRequest>(request, caller);
        caller.Require(Permission, Accounts?.Invoke(typed));
        if (IsWorkedOut)
            caller = caller.Asking(Name, typed);

        try
        {
            return caller.Own(Translate(typed, caller.Api.Translator));
        }
        catch (ProblemException) when ((answered = caller.AnsweredBefore()) is not null)
        {
            return null;
        }
    }
}
