using System.Text.Json;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Catalog;

/// <summary>One thing that can be asked through the API: by REST at its address, over WebSocket by its name, in the reference by its summary.</summary>
/// <param name="Name">Its name, such as <c>orders.place</c>.</param>
/// <param name="Permission">One of <see cref="Security.Operations"/>.</param>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Route">Below <c>/api/v1</c>; parameters in braces are members of the request.</param>
/// <param name="Summary">What it does, in a sentence.</param>
internal abstract record ApiOperation(string Name, string Permission, string Method, string Route, string Summary)
{
    /// <summary>The type of the request; its members come from route, query and body.</summary>
    public abstract Type RequestType { get; }

    /// <summary>The type of the answer.</summary>
    public abstract Type ResponseType { get; }

    /// <summary>Whether it changes anything: it has a record in the journal.</summary>
    public abstract bool IsCommand { get; }

    /// <summary>Whether it may carry an idempotency key.</summary>
    public virtual bool TakesIdempotencyKey => IsCommand;

    /// <summary>Whether members of the request stand in a body, not in the query.</summary>
    public bool HasBody => Method is "POST" or "PUT" or "PATCH";

    /// <summary>The entry of the journal that does it, after all checks and without doing it: for whoever sends many at once and waits for none. Null for what is no single entry.</summary>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public virtual HostEntry? Prepare(ReadOnlyMemory<byte> request, ApiCaller caller) => null;

    /// <summary>Does it.</summary>
    /// <param name="request">JSON of the request.</param>
    /// <param name="caller">Who asks.</param>
    /// <exception cref="Problems.ProblemException">It is refused.</exception>
    /// <exception cref="JsonException">The request is not what is expected.</exception>
    public abstract ValueTask<object> RunAsync(ReadOnlyMemory<byte> request, ApiCaller caller);

    protected static T Read<T>(ReadOnlyMemory<byte> request, ApiCaller caller)
    {
        NullElements.Refuse(request.Span, caller.Api.Settings.Limits.JsonDepth);
        return JsonSerializer.Deserialize<T>(request.Span, caller.Api.Json) ?? throw Refusals.Null();
    }
}
