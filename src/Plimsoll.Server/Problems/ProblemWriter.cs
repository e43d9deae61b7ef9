using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Plimsoll.Server.Problems;

/// <summary>Writes problems as <c>application/problem+json</c>.</summary>
public static class ProblemWriter
{
    /// <summary>The content type of RFC 9457.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>What the type of a problem begins with; its name follows.</summary>
    public const string TypePrefix = "urn:plimsoll:problem:";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers a request with a problem.</summary>
    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(problem);
        var response = context.Response;
        response.StatusCode = problem.EffectiveKind.Status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (problem.RetryAfterSeconds is { } wait)
        {
            response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        }

        var body = new ArrayBufferWriter<byte>(512);
        Write(body, problem, TraceId(context));
        response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
        }
    }

    /// <summary>Writes a problem as JSON: the same for HTTP and WebSocket.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="traceId">Under which the log knows the request; empty where the log has nothing of it.</param>
    public static void Write(IBufferWriter<byte> output, Problem problem, string traceId)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var kind = problem.EffectiveKind;
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("type", TypePrefix + kind.Name);
        json.WriteString("title", kind.Title);
        json.WriteNumber("status", kind.Status);
        json.WriteNumber("code", (int)kind.Code);
        json.WriteString("name", kind.Name);
        WriteIf("detail", problem.Detail);
        WriteIf("field", problem.Field);
        json.WriteString("advice", problem.Advice ?? kind.Advice);
        if (problem is { Line: { } line, Column: { } column })
        {
            json.WriteNumber("line", line);
            json.WriteNumber("column", column);
        }

        if (problem.Sequence is { } sequence)
        {
            json.WriteNumber("sequence", sequence);
            json.WriteBoolean("is_repeat", problem.IsRepeat);
        }

        WriteIf("traceId", traceId.Length == 0 ? null : traceId);
        json.WriteEndObject();

        void WriteIf(string name, string? value)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }
    }

    /// <summary>The id under which the log knows the request.</summary>
    public static string TraceId(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
    }
}
