using System.Net.Http.Headers;
using System.Text.Json;

namespace Plimsoll.Client;

/// <summary>Every operation over REST. For many requests a second, and to be told what happens, use <see cref="PlimsollSocket"/>.</summary>
/// <remarks>
/// A command has an idempotency key, the caller's or one of the client's own, and so is sent again after a cut: it has its effect once. What the server
/// puts off (busy, too many requests) is asked again after the time it names. Safe for many threads; owns nothing.
/// </remarks>
public sealed class PlimsollHttpClient : PlimsollApi
{
    private readonly HttpClient _http;
    private readonly PlimsollKey _key;
    private readonly PlimsollHttpOptions _options;

    /// <param name="http">How to reach the server; its base address is the server's, such as <c>http://127.0.0.1:4100/</c>.</param>
    /// <param name="key">Who asks.</param>
    /// <param name="options">How to ask again.</param>
    /// <exception cref="ArgumentException">There is no base address.</exception>
    public PlimsollHttpClient(HttpClient http, PlimsollKey key, PlimsollHttpOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(key);
        if (http.BaseAddress is not { IsAbsoluteUri: true } address || !address.AbsolutePath.EndsWith('/'))
            throw new ArgumentException("Expected a base address that ends with a slash, such as http://127.0.0.1:4100/.", nameof(http));

        (_http, _key, _options) = (http, key, options ?? new());
    }

    /// <inheritdoc/>
    public override async Task<TAnswer> SendAsync<TRequest, TAnswer>(
        Operation<TRequest, TAnswer> operation,
        TRequest request,
        string? idempotencyKey = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(operation);
        var delivery = new Delivery(operation, _options.ResendWithin, _options.Clock);
        var body = await SendAsync(operation, MessageOf(operation, request), idempotencyKey, delivery, cancellation).ConfigureAwait(false);
        try
        {
            var answer = JsonSerializer.Deserialize(body, operation.Answer) ?? throw new JsonException("Expected an answer, found null.");
            return BatchAnswers.Tell(answer, delivery);
        }
        catch (JsonException cause)
        {
            throw new PlimsollConnectionException($"{operation}: the answer cannot be read.", operation.MayChange, cause);
        }
    }

    /// <summary>Sends a question, once, and gives its answer as it came: a history as csv or jsonl.</summary>
    /// <exception cref="ArgumentException">It may change something: commands go by <c>SendAsync</c>, which knows what became of them.</exception>
    /// <exception cref="PlimsollException">The server refused it.</exception>
    /// <exception cref="PlimsollConnectionException">No answer came.</exception>
    public async Task<Stream> DownloadAsync<TRequest, TAnswer>(
        Operation<TRequest, TAnswer> operation,
        TRequest request,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.MayChange)
            throw new ArgumentException($"{operation} may change something: send it with SendAsync.", nameof(operation));

        HttpResponseMessage response;
        try
        {
            response = await ConnectAsync(MessageOf(operation, request), null, cancellation).ConfigureAwait(false);
        }
        catch (Exception cause) when (IsCut(cause, cancellation))
        {
            throw new PlimsollConnectionException($"{operation}: no answer.", mayHaveHappened: false, cause);
        }

        if (response.IsSuccessStatusCode)
            return await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);

        using (response)
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            throw new PlimsollException(operation.Name, Refusals.Read((int)response.StatusCode, body));
        }
    }

    private static RestMessage MessageOf<TRequest, TAnswer>(Operation<TRequest, TAnswer> operation, TRequest request) =>
        RestMessage.Of(operation, request is BatchRequest batch ? (TRequest)(object)BatchKeys.Fill(batch) : request);

    /// <summary>Attempts until one is answered, or none is left.</summary>
    private async Task<byte[]> SendAsync(
        Operation operation,
        RestMessage message,
        string? key,
        Delivery delivery,
        CancellationToken cancellation
    )
    {
        if (operation.IsCommand)
            key = key is null ? IdempotencyKeys.New() : IdempotencyKeys.Check(key);
        else if (key is not null)
            throw new ArgumentException($"{operation} takes no idempotency key.", nameof(key));

        for (var attempt = 0; ; attempt++)
        {
            var isLast = attempt + 1 >= _options.Attempts;
            TimeSpan wait;
            Exception last;
            try
            {
                delivery.Sent();
                var (body, problem, retryAfter) = await AttemptAsync(message, key, cancellation).ConfigureAwait(false);
                if (problem is null)
                    return body;

                wait = retryAfter ?? _options.Backoff.After(attempt);
                last = delivery.Tell(new PlimsollException(operation.Name, problem));
                isLast |= !Refusals.MayAskAgain(operation, problem) || wait > _options.RetryAfterMax;
            }
            catch (Exception cause) when (IsCut(cause, cancellation))
            {
                var wasSent = !IsNotConnected(cause);
                if (wasSent)
                    delivery.Lost();

                wait = _options.Backoff.After(attempt);
                last = delivery.Unknown($"Attempts: {attempt + 1}.", cause);
                isLast |= wasSent && !operation.IsRepeatable;
            }

            if (isLast || delivery.IsTooOld(wait))
                throw last;

            await Task.Delay(wait, _options.Clock, cancellation).ConfigureAwait(false);
            if (delivery.IsTooOld())
                throw last;
        }
    }

    /// <summary>Whether there never was a connection, so that nothing of the request has left.</summary>
    private static bool IsNotConnected(Exception cause) =>
        cause
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError
                    or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError
            };

    private static bool IsCut(Exception cause, CancellationToken cancellation) =>
        cause is HttpRequestException or IOException || (cause is OperationCanceledException && !cancellation.IsCancellationRequested);

    private async Task<(byte[] Body, Problem? Problem, TimeSpan? RetryAfter)> AttemptAsync(
        RestMessage message,
        string? key,
        CancellationToken cancellation
    )
    {
        using var timeout = new CancellationTokenSource(_options.AttemptTimeout, _options.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var response = await ConnectAsync(message, key, both.Token).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? (body, null, null)
            : (body, Refusals.Read((int)response.StatusCode, body), response.Headers.RetryAfter?.Delta);
    }

    /// <summary>One attempt: a signature is for one use.</summary>
    private async Task<HttpResponseMessage> ConnectAsync(RestMessage message, string? key, CancellationToken cancellation)
    {
        var address = new Uri(_http.BaseAddress!, message.PathAndQuery);
        using var request = new HttpRequestMessage(new HttpMethod(message.Method), address);
        if (!message.Body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(message.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        foreach (var (name, value) in _key.HeadersFor(message.Method, address.PathAndQuery, message.Body, key, _options.Clock))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
    }
}
