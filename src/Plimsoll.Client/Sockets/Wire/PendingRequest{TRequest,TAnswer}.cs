using System.Text.Json;

namespace Plimsoll.Client;

/// <summary>A request that has no answer yet, with who waits for it.</summary>
internal sealed class PendingRequest<TRequest, TAnswer>(Operation<TRequest, TAnswer> operation, Delivery delivery)
    : PendingRequest(operation, delivery)
{
    private readonly TaskCompletionSource<TAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TAnswer> Task => _answer.Task;

    public override void Answer(ReadOnlySpan<byte> result)
    {
        try
        {
            _answer.TrySetResult(
                JsonSerializer.Deserialize(result, operation.Answer) ?? throw new JsonException("Expected an answer, found null.")
            );
        }
        catch (JsonException cause)
        {
            Fail(new PlimsollConnectionException($"{operation}: the answer cannot be read.", operation.MayChange, cause));
        }
    }

    public override void Fail(Exception cause) => _answer.TrySetException(cause);
}
