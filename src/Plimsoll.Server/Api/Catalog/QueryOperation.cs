namespace Plimsoll.Server.Api.Catalog;

/// <summary>Something that is asked and changes nothing.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Accounts">The accounts that the request asks about: the key has to be allowed each. None where no account is named.</param>
internal sealed record QueryOperation<TRequest, TResponse>(
    string Name,
    string Permission,
    string Method,
    string Route,
    string Summary,
    Func<TRequest, ApiCaller, TResponse> Answer,
    Func<TRequest, IEnumerable<string>>? Accounts = null
) : ApiOperation(Name, Permission, Method, Route, Summary)
    where TRequest : class
    where TResponse : class
{
    public override Type RequestType => typeof(TRequest);

    public override Type ResponseType => typeof(TResponse);

    public override bool IsCommand => false;

    public override ValueTask<object> RunAsync(ReadOnlyMemory<byte> request, ApiCaller caller)
    {
        var typed = Read<TRequest>(request, caller);
        caller.Require(Permission, Accounts?.Invoke(typed));
        return new(Answer(typed, caller));
    }
}
