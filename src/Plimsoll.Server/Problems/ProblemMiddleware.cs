using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Plimsoll.Server.Problems;

/// <summary>Sees that whatever goes wrong in a request is answered by a problem, and that nothing of the program's inside gets out.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, IOptions<JsonOptions> json, ILogger<ProblemMiddleware> log)
{
    private const int ClientClosed = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // For the log alone: nobody is there to read it. What has begun has its status already.
            if (!context.Response.HasStarted)
                context.Response.StatusCode = ClientClosed;

            return;
        }
        catch (ConnectionResetException)
        {
            // The client broke off in the middle of its request. Whoever reads the rest of a body whose reader has failed only fails again, and logs it as an
            // error: after this nobody does.
            if (!context.Response.HasStarted)
                context.Response.StatusCode = ClientClosed;

            context.Abort();
            return;
        }
        catch (Exception exception)
        {
            var problem = Of(exception, context);
            if (problem.Code == ProblemCode.Internal || KnownFailures.IsDamage(exception))
            {
                log.LogError(exception, "Request {TraceId} failed.", ProblemWriter.TraceId(context));
            }

            if (context.Response.HasStarted)
            {
                // Half an answer must not look like a whole one.
                context.Abort();
                return;
            }

            context.Response.Clear();
            await ProblemWriter.WriteAsync(context, problem);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null } response)
        {
            await ProblemWriter.WriteAsync(context, OfStatus(response.StatusCode, context));
        }
    }

    private Problem Of(Exception exception, HttpContext context) =>
        exception switch
        {
            BadHttpRequestException { InnerException: JsonException fault } => OfJson(fault, context),
            JsonException fault => OfJson(fault, context),
            BadHttpRequestException { StatusCode: 400 } => new(
                context.GetEndpoint() is null ? ProblemCode.BadRequest : ProblemCode.BadParameter
            ),
            BadHttpRequestException bad => new(ProblemKinds.OfStatus(bad.StatusCode)),
            _ => KnownFailures.Of(exception) ?? new(ProblemCode.Internal),
        };

    private Problem OfJson(JsonException fault, HttpContext context) =>
        JsonFaults.Of(fault, context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, json.Value.SerializerOptions);

    private static Problem OfStatus(int status, HttpContext context)
    {
        var problem = new Problem(ProblemKinds.OfStatus(status));
        return status switch
        {
            404 => problem with { Field = context.Request.Path },
            405 => problem with { Field = context.Request.Method, Detail = $"Allowed: {context.Response.Headers.Allow}." },
            415 => problem with { Field = "Content-Type" },
            _ => problem,
        };
    }
}
