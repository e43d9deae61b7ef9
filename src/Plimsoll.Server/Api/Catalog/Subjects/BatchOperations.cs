using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Api.History;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>Several operations in one request.</summary>
internal static class BatchOperations
{
    private const int Most = 100;
    private const string Name = "batch";

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new TaskOperation<BatchRequest, BatchResponse>(
            Name,
            Operations.ReadMarkets,
            "POST",
            "/batch",
            "Runs operations by name, in their order, each with its own result. Not atomic: what was refused stops nothing, and others may come between.",
            RunAsync,
            Changes: true
        ),
    ];

    private static async Task<BatchResponse> RunAsync(BatchRequest request, ApiCaller caller)
    {
        if (request.Operations.Count is 0 or > Most)
            throw Refusals.Bad("operations", $"expected 1 to {Most} operations.");

        if (caller.IdempotencyKey is not null)
            throw Refusals.Bad("Idempotency-Key", "a batch has none.", "Give each operation its own idempotency_key.");

        var results = new List<BatchResult>();
        foreach (var item in request.Operations)
        {
            results.Add(await RunAsync(item, caller, isFirst: results.Count == 0));
        }

        return new(results);
    }

    private static async Task<BatchResult> RunAsync(BatchItem item, ApiCaller caller, bool isFirst)
    {
        var operation = ApiCatalog.Find(item.Operation);
        try
        {
            if (operation is null || operation.Name == Name)
                throw Refusals.Unknown("operation", "operation", item.Operation);

            // The request itself took one; a batch is no way round the limit.
            if (!isFirst && caller.Api.RateLimits?.Take(caller.Key) is > 0 and var wait)
                throw new ProblemException(new(ProblemCode.TooManyRequests) { RetryAfterSeconds = wait });

            var json = item.Request is { } asked ? JsonSerializer.SerializeToUtf8Bytes(asked, caller.Api.Json) : "{}"u8.ToArray();
            var answer = await operation.RunAsync(json, caller with { IdempotencyKey = Key(item, operation) });
            if (answer is StreamedAnswer)
                throw Refusals.Bad("format", "in a batch a history comes as json.", "Ask for csv and jsonl by a request of its own.");

            return new(item.Operation, 200, JsonSerializer.SerializeToElement(answer, answer.GetType(), caller.Api.Json), null);
        }
        catch (JsonException cause)
        {
            return Refused(item, JsonFaults.Of(cause, operation!.RequestType, caller.Api.Json));
        }
        catch (Exception cause) when (!caller.Cancellation.IsCancellationRequested)
        {
            // Whatever it is: what was done before it in this batch has its answer, or it would be done again.
            var problem = KnownFailures.Of(cause);
            if (problem is null || KnownFailures.IsDamage(cause))
                caller.Api.Log.LogError(cause, "{Operation} in a batch failed.", item.Operation);

            return Refused(item, problem ?? new(ProblemCode.Internal));
        }
    }

    private static string? Key(BatchItem item, ApiOperation operation)
    {
        if (item.IdempotencyKey is not { } key || !operation.IsCommand)
            return null;

        return key is { Length: > 0 and <= 64 } && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? key
            : throw Refusals.Bad("idempotency_key", "expected 1 to 64 printable ASCII characters without spaces.");
    }

    private static BatchResult Refused(BatchItem item, Problem problem)
    {
        // One answer to many has no header for one of them.
        if (problem is { RetryAfterSeconds: { } wait })
            problem = problem with { Advice = $"Wait {wait} s, then send this operation again." };

        var body = new ArrayBufferWriter<byte>(512);
        ProblemWriter.Write(body, problem, Activity.Current?.TraceId.ToHexString() ?? "");
        return new(item.Operation, problem.EffectiveKind.Status, null, (JsonObject)JsonNode.Parse(body.WrittenSpan)!);
    }
}
