using System.Text.Json.Serialization.Metadata;

namespace Plimsoll.Client;

/// <summary>One operation of the server with the types of its request and its answer.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <typeparam name="TAnswer">The answer.</typeparam>
public sealed class Operation<TRequest, TAnswer> : Operation
{
    internal Operation(
        string name,
        string method,
        string route,
        bool isCommand,
        bool isRepeatable,
        JsonTypeInfo<TRequest> request,
        JsonTypeInfo<TAnswer> answer
    )
        : base(name, method, route, isCommand, isRepeatable) => (Request, Answer) = (request, answer);

    /// <inheritdoc/>
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public override Type AnswerType => typeof(TAnswer);

    internal JsonTypeInfo<TRequest> Request { get; }

    internal JsonTypeInfo<TAnswer> Answer { get; }
}
