using Plimsoll.Host.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Catalog;

/// <summary>Something that takes more than one step: it may make what only the caller gets to see, or ask the host more than once.</summary>
/// <param name="Does">Does it; answers only what is durable.</param>
/// <param name="Changes">Whether it changes anything.</param>
/// <param name="Accounts">The accounts that the request acts for: the key has to be allowed each. None where no account is named.</param>
internal sealed record TaskOperation<TRequest, TResponse>(
    string Name,
    string Permission,
    string Method,
    string Route,
    string Summary,
    Func<TRequest, ApiCaller, Task<TResponse>> Does,
    bool Changes,
    Func<TRequest, IEnumerable<string>>? Accounts = null
) : ApiOperation(Name, Permission, Method, Route, Summary)
    where TRequest : class
    where TResponse : class
{
    public override Type RequestType => typeof(TRequest);

    /// <summary>The type that the reference shows, where an answer may take several forms.</summary>
    public Type? ShownAs { get; init; }

    /// <summary>Whether it can be answered again, to the same idempotency key, as it was answered before.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Whether what is asked of the host is worked out from what is in force: then an idempotency key goes with the request, not with that.</summary>
    public bool IsWorkedOut { get; init; }

    public override bool TakesIdempotencyKey => IsRepeatable && Changes;

    public override Type ResponseType => ShownAs ?? typeof(TResponse);

    public override bool IsCommand => Changes;

    public override async ValueTask<object> RunAsync(ReadOnlyMemory<byte> request, ApiCaller caller)
    {
        var typed = Read<TRequest>(request, caller);
        caller.Require(Permission, Accounts?.Invoke(typed));
        // Taken and not kept to, it would promise what nobody does.
        if (caller.IdempotencyKey is not null && !IsRepeatable)
            throw new ProblemException(
                new(ProblemCode.BadValue)
                {
                    Field = "idempotency_key",
                    Detail = $"{Name} takes none.",
                    Advice = "Send it without; when the answer was lost, look at the list first.",
                }
            );

        if (!IsWorkedOut)
            return await Does(typed, caller).ConfigureAwait(false);

        var asking = caller.Asking(Name, typed);
        Outcome? answered = null;
        try
        {
            return await Does(typed, asking).ConfigureAwait(false);
        }
        catch (ProblemException cause) when (cause.Problem.Sequence is null && (answered = asking.AnsweredBefore()) is not null)
        {
            // Refused before it had a record, as what is there already or changes nothing: by what came of it the first time.
            return OutcomeView.Of(answered!.Value, caller.Api);
        }
    }
}
