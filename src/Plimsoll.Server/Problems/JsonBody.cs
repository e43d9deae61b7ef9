using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Server.Problems;

/// <summary>Reads the body of a request: bounded, strict, each mistake a problem of its own.</summary>
public static class JsonBody
{
    /// <summary>Reads JSON.</summary>
    /// <exception cref="ProblemException">It is too large, of another type, malformed, too deep, or not what was asked for.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Request.HasJsonContentType())
        {
            throw new ProblemException(new(ProblemCode.WrongContentType) { Field = "Content-Type" });
        }

        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = await ReadBytesAsync(context);
        try
        {
            return JsonSerializer.Deserialize<T>(body.Span, options)
                ?? throw new ProblemException(new(ProblemCode.BadValue) { Field = "$", Detail = "expected a value, found null." });
        }
        catch (JsonException exception)
        {
            throw new ProblemException(JsonFaults.Of(exception, typeof(T), options));
        }
    }

    /// <summary>Reads the whole body, up to the server's limit.</summary>
    /// <exception cref="ProblemException">It is larger.</exception>
    public static Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ReadBytesAsync(context, static _ => { }, context.RequestAborted);
    }

    /// <summary>Reads the whole body, up to the server's limit, as far as its caller lets it grow.</summary>
    /// <param name="context">The request.</param>
    /// <param name="grown">Is told how many bytes are held, each time that there are more; what it throws ends the reading.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ProblemException">It is larger.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext context, Action<long> grown, CancellationToken cancellation)
    {
        var limit = context.RequestServices.GetRequiredService<ServerSettings>().Limits.RequestSize;
        if (context.Request.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            try
            {
                if (read.Buffer.Length > limit)
                    throw TooLarge(limit);

                grown(read.Buffer.Length);
            }
            catch (ProblemException)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw;
            }

            if (read.IsCompleted)
            {
                var whole = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return whole;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static ProblemException TooLarge(int limit) => new(new(ProblemCode.TooLarge) { Detail = $"At most {limit} bytes are read." });
}
