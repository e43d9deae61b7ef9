using System.Text.Json;
using Microsoft.Extensions.Logging;
using Plimsoll.Formats.Shapes;
using Plimsoll.Host.Requests;
using Plimsoll.Server.Api.Catalog;
using Plimsoll.Server.Api.History;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>What one connection asks: each request is answered once, with its id. Commands are handed to the host without waiting for the one before.</summary>
internal sealed class RequestDesk(
    SocketServices services,
    SocketClient client,
    SocketOutbox outbox,
    SocketPump pump,
    Func<ApiKey?> findKey,
    Action<string> enter,
    Action<SocketEnd> end,
    CancellationToken cancellation
) : IDisposable
{
    private const int MostTasks = 8;
    private static readonly string[] OwnMethods = ["authenticate", "subscribe", "unsubscribe", "ping"];

    private readonly AnswerWriter _answers = new();
    private readonly SemaphoreSlim _tasks = new(MostTasks);
    private readonly CommandsUnderWay _underWay = new(outbox);
    private readonly SocketLogin _login = new(services, client);
    private bool _isEntered = client.KeyId is not null;

    public void Dispose() => _answers.Dispose();

    public void LogFault(Exception cause) => services.Log.LogError(cause, "WebSocket {TraceId} failed.", client.TraceId);

    /// <summary>Binary frames mean nothing here.</summary>
    public async ValueTask RefuseBinaryAsync()
    {
        var slot = await outbox.ReserveAsync(RequestId.None, cancellation).ConfigureAwait(false);
        Refuse(
            slot,
            new(ProblemCode.WrongContentType) { Detail = "expected a text frame; found a binary one.", Advice = "Send JSON as text." }
        );
    }

    /// <summary>One frame: a request, or a list of them.</summary>
    /// <param name="frame">Its bytes.</param>
    /// <param name="isLast">Whether no other has come yet: then its last request is carried out and answered by the shortest way; else those that have come share what can be shared.</param>
    public async ValueTask HandleAsync(ReadOnlyMemory<byte> frame, bool isLast)
    {
        if (!IsList(frame.Span))
        {
            await HandleOneAsync(frame, isLast).ConfigureAwait(false);
            return;
        }

        List<Range> parts;
        try
        {
            parts = Parts(frame.Span, services.Api.Settings.Limits.JsonDepth);
        }
        catch (JsonException cause)
        {
            var slot = await outbox.ReserveAsync(RequestId.None, cancellation).ConfigureAwait(false);
            Refuse(slot, JsonFaults.Of(cause, null, services.Api.Json));
            return;
        }

        if (parts.Count == 0)
        {
            var slot = await outbox.ReserveAsync(RequestId.None, cancellation).ConfigureAwait(false);
            Refuse(
                slot,
                new(ProblemCode.BadValue)
                {
                    Field = "$",
                    Detail = "the list is empty.",
                    Advice = "Send at least one request.",
                }
            );
            return;
        }

        for (var i = 0; i < parts.Count; i++)
        {
            await HandleOneAsync(frame[parts[i]], isLast && i == parts.Count - 1).ConfigureAwait(false);
        }
    }

    private async ValueTask HandleOneAsync(ReadOnlyMemory<byte> bytes, bool isLast)
    {
        var message = default(SocketMessage);
        var problem = TryRead(bytes, ref message);
        var slot = await outbox.ReserveAsync(message.Id, cancellation).ConfigureAwait(false);
        if (problem is not null)
        {
            Refuse(slot, problem);
            return;
        }

        // Looked at before the venue is: it may catch up meanwhile.
        if (await TryHandleAsync(message, slot, new(isLast, _underWay.IsAny, IsAgain: false)).ConfigureAwait(false))
            return;

        await _underWay.WaitAsync(cancellation).ConfigureAwait(false);
        await TryHandleAsync(message, slot, new(isLast, IsBehind: false, IsAgain: true)).ConfigureAwait(false);
    }

    /// <summary>Does what is asked, and answers what is refused.</summary>
    /// <returns>False when it cannot be said before what this connection has sent is applied: what is named may come of that.</returns>
    private async ValueTask<bool> TryHandleAsync(SocketMessage message, int slot, Turn turn)
    {
        Type? type = null;
        try
        {
            if (Begin(message, slot, turn, ref type, out var mustWait) is { } running)
                await FollowAsync(running.Task, running.Operation, slot).ConfigureAwait(false);

            return !mustWait;
        }
        catch (ProblemException cause) when (turn.IsBehind && cause.Problem.Code == ProblemCode.NotFound)
        {
            return false;
        }
        catch (Exception cause) when (ProblemOf(cause, type) is { } refused)
        {
            Refuse(slot, refused);
            return true;
        }
    }

    /// <summary>Does what is asked, or hands it on. When nothing else has come, the answer goes out on this thread.</summary>
    /// <returns>What is still under way; null when it has or will have its answer, or must wait.</returns>
    private (Task<object> Task, ApiOperation Operation)? Begin(
        in SocketMessage message,
        int slot,
        Turn turn,
        ref Type? type,
        out bool mustWait
    )
    {
        if (!turn.IsLast)
            return Do(message, slot, turn, ref type, out mustWait);

        outbox.Hold();
        try
        {
            return Do(message, slot, turn, ref type, out mustWait);
        }
        finally
        {
            outbox.Release();
        }
    }

    private (Task<object> Task, ApiOperation Operation)? Do(
        in SocketMessage message,
        int slot,
        Turn turn,
        ref Type? type,
        out bool mustWait
    )
    {
        mustWait = false;
        if (message.Method == "authenticate")
        {
            type = typeof(AuthenticateRequest);
            Authenticate(Read<AuthenticateRequest>(message.Params), slot);
            return null;
        }

        var key = RequireKey(turn.IsAgain);
        var operation = ApiCatalog.Find(message.Method!);
        if (operation is null)
        {
            BeginOwn(message, slot, ref type);
            return null;
        }

        type = operation.RequestType;
        var caller = new ApiCaller(services.Api, key, message.IdempotencyKey, cancellation);
        if (!operation.IsCommand || operation.Prepare(message.Params, caller) is not { } entry)
        {
            // What takes several steps looks at the venue between them.
            mustWait = operation.IsCommand && turn.IsBehind;
            if (mustWait)
                return null;

            var running = operation.RunAsync(message.Params, caller);
            if (!running.IsCompletedSuccessfully)
                return (running.AsTask(), operation);

            Answer(slot, running.Result, operation, _answers);
            return null;
        }

        var host = services.Api.Host;
        outbox.Keep(slot, entry);
        _underWay.Begin();
        var refusal = turn.IsLast ? host.TryCarryOut(entry, _underWay, slot) : host.TrySubmit(entry, _underWay, slot);
        if (refusal != HostReason.None)
            _underWay.Complete(slot, Outcome.Refused(refusal));

        return null;
    }

    private void BeginOwn(in SocketMessage message, int slot, ref Type? type)
    {
        switch (message.Method)
        {
            case "subscribe" or "unsubscribe":
                type = typeof(SubscribeRequest);
                pump.Post(new(slot, Read<SubscribeRequest>(message.Params), message.Method == "unsubscribe"));
                break;
            case "ping":
                outbox.Answer(slot, _answers.Result(outbox.RequestOf(slot), "pong", services.Api.Json).Span);
                break;
            default:
                var known = ApiCatalog.All.Select(each => each.Name).Concat(OwnMethods).ToList();
                var near = Nearest.Several(message.Method!, known, 3);
                throw new ProblemException(
                    new(ProblemCode.UnknownRoute)
                    {
                        Field = "method",
                        Detail = "there is no such method.",
                        Advice =
                            (near.Count > 0 ? $"Did you mean {string.Join(", ", near)}? " : "")
                            + "All methods are the operations at /reference and in /api/v1/openapi.json, and authenticate, subscribe, unsubscribe, ping.",
                    }
                );
        }
    }

    private void Authenticate(AuthenticateRequest request, int slot)
    {
        if (_isEntered)
            throw new ProblemException(new(ProblemCode.Conflict) { Detail = "this connection has a key.", Advice = "Open another one." });

        var (key, problem, isLast) = _login.Look(request);
        if (key is null)
        {
            Refuse(slot, problem!);
            if (isLast)
                end(SocketEnd.TooManyFailures);

            return;
        }

        client.Place.MoveTo(key);
        _isEntered = true;
        enter(key.Id);
        var roles = Enum.GetValues<ApiRoles>().Where(role => int.PopCount((int)role) == 1 && key.Roles.HasFlag(role));
        var answer = new AuthenticatedResponse(key.Id, [.. roles.Select(Events.EventTypes.NameOf)]);
        outbox.Answer(slot, _answers.Result(outbox.RequestOf(slot), answer, services.Api.Json).Span);
    }

    /// <param name="isAgain">Whether the request has taken its share of the rate already.</param>
    private ApiKey RequireKey(bool isAgain)
    {
        if (!_isEntered)
            throw new ProblemException(
                new(ProblemCode.KeyRequired)
                {
                    Field = "method",
                    Advice = "Send authenticate with a key first, or a header at the handshake.",
                }
            );

        if (findKey() is not { } key)
        {
            end(SocketEnd.Revoked);
            throw new ProblemException(new(ProblemCode.BadCredentials) { Detail = "the key was revoked." });
        }

        return !isAgain && services.Rates.Take(key) is var wait and > 0
            ? throw new ProblemException(new(ProblemCode.TooManyRequests) { RetryAfterSeconds = wait, Advice = "Send fewer requests." })
            : key;
    }

    /// <summary>What is not done at once goes on beside what comes next; not too much of it.</summary>
    private async ValueTask FollowAsync(Task<object> running, ApiOperation operation, int slot)
    {
        if (running.IsCompleted)
        {
            Answer(slot, await running.ConfigureAwait(false), operation, _answers);
            return;
        }

        await _tasks.WaitAsync(cancellation).ConfigureAwait(false);
        if (operation.IsCommand)
            _underWay.Begin();

        _ = FinishAsync(running, operation, slot);
    }

    private async Task FinishAsync(Task<object> running, ApiOperation operation, int slot)
    {
        using var answers = new AnswerWriter();
        try
        {
            Answer(slot, await running.ConfigureAwait(false), operation, answers);
        }
        catch (Exception cause)
        {
            var problem = ProblemOf(cause, operation.RequestType) ?? new Problem(ProblemCode.Unavailable);
            outbox.Answer(slot, answers.Error(outbox.RequestOf(slot), problem, client.TraceId).Span);
        }
        finally
        {
            if (operation.IsCommand)
                _underWay.End();

            _tasks.Release();
        }
    }

    private void Answer(int slot, object answer, ApiOperation operation, AnswerWriter writer)
    {
        if (answer is StreamedAnswer)
            throw Translation.Refusals.Bad("format", "over WebSocket a history comes as json.", "Ask for csv and jsonl over REST.");

        outbox.Answer(slot, writer.Result(outbox.RequestOf(slot), answer, services.Api.Json).Span);
    }

    private void Refuse(int slot, Problem problem) =>
        outbox.Answer(slot, _answers.Error(outbox.RequestOf(slot), problem, client.TraceId).Span);

    private Problem? ProblemOf(Exception cause, Type? type)
    {
        switch (cause)
        {
            case JsonException fault:
                return JsonFaults.Of(fault, type, services.Api.Json);
            case OperationCanceledException:
                return null;
            default:
                var problem = KnownFailures.Of(cause);
                if (problem is null || KnownFailures.IsDamage(cause))
                    LogFault(cause);

                return problem ?? new(ProblemCode.Internal);
        }
    }

    private T Read<T>(ReadOnlyMemory<byte> request)
    {
        NullElements.Refuse(request.Span, services.Api.Settings.Limits.JsonDepth);
        return JsonSerializer.Deserialize<T>(request.Span, services.Api.Json) ?? throw Translation.Refusals.Null();
    }

    private Problem? TryRead(ReadOnlyMemory<byte> bytes, ref SocketMessage message)
    {
        try
        {
            SocketMessage.Read(bytes, services.Api.Settings.Limits.JsonDepth, ref message);
            return null;
        }
        catch (ProblemException refused)
        {
            return refused.Problem;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // Text that is no UTF-8 is found only when it is taken.
            return cause is JsonException fault ? JsonFaults.Of(fault, null, services.Api.Json) : new(ProblemCode.MalformedJson);
        }
    }

    private static bool IsList(ReadOnlySpan<byte> frame) => frame.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    /// <summary>When a request is done.</summary>
    /// <param name="IsLast">Whether no other has come yet.</param>
    /// <param name="IsBehind">Whether commands of this connection are under way, which what is read of the venue does not show yet.</param>
    /// <param name="IsAgain">Whether it waited for them.</param>
    private readonly record struct Turn(bool IsLast, bool IsBehind, bool IsAgain);

    private static List<Range> Parts(ReadOnlySpan<byte> frame, int depth)
    {
        var reader = new Utf8JsonReader(frame, new JsonReaderOptions { MaxDepth = depth + 2 });
        var parts = new List<Range>();
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            parts.Add(from..(int)reader.BytesConsumed);
        }

        reader.Read();
        return parts;
    }
}
