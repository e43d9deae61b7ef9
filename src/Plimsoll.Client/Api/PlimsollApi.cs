namespace Plimsoll.Client;

/// <summary>Every operation of a server, by subject: <see cref="PlimsollHttpClient"/> sends them over REST, <see cref="PlimsollSocket"/> over one WebSocket.</summary>
/// <remarks>Abstract for these two ways. All members may be used by many threads at once.</remarks>
public abstract partial class PlimsollApi
{
    private protected PlimsollApi() { }

    /// <summary>Sends a request and gives its answer.</summary>
    /// <param name="operation">What is asked; <see cref="ApiOperations"/> has them all.</param>
    /// <param name="request">The request.</param>
    /// <param name="idempotencyKey">For a command the caller's own name for this request, 1 to 64 printable ASCII characters; null lets the client make one.</param>
    /// <param name="cancellation">Ends the wait. A command that was sent may still take effect.</param>
    /// <exception cref="PlimsollException">The server refused it.</exception>
    /// <exception cref="PlimsollConnectionException">No answer came.</exception>
    public abstract Task<TAnswer> SendAsync<TRequest, TAnswer>(
        Operation<TRequest, TAnswer> operation,
        TRequest request,
        string? idempotencyKey = null,
        CancellationToken cancellation = default
    );
}
