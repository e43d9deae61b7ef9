using Plimsoll.Host.Entries;
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
    public override Type RequestType => typeof(TRequest);

    public override Type ResponseType => typeof(OutcomeView);

    public override bool IsCommand => true;

    public override HostEntry? Prepare(ReadOnlyMemory<byte> request, ApiCaller caller) => Entry(request, caller);

    public override async ValueTask<object> RunAsync(ReadOnlyMemory<byte> request, ApiCaller caller)
    {
        var entry = Entry(request, caller);
        var outcome = await caller.Api.Host.SubmitAsync(entry).ConfigureAwait(false);
        if (outcome.IsAccepted)
            return OutcomeView.Of(outcome, caller.Api);

        throw new ProblemException(OutcomeProblems.Of(outcome, entry, caller.Api));
    }

    private HostEntry Entry(ReadOnlyMemory<byte> request, ApiCaller caller)
    {
        var typed = Read<TRequest>(request, caller);
        caller.Require(Permission, Accounts?.Invoke(typed));
        return Translate(typed, caller.Api.Translator) with { Actor = caller.Key.Number, IdempotencyKey = caller.IdempotencyKey };
    }
}
