using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Plimsoll.Server.Api.Rest;

/// <summary>Spells out an answer before any of it is sent: so its length is known, and it goes out in one piece.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Lives as long as its thread.")]
internal sealed class WholeAnswer
{
    private const int MostKept = 64 << 10;

    [ThreadStatic]
    private static WholeAnswer? _ofThread;

    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 10);
    private readonly Utf8JsonWriter _json;

    private WholeAnswer(JsonWriterOptions options) => _json = new(_buffer, options);

    /// <summary>Writes an answer into the response; the platform sends it when the request ends.</summary>
    public static void Write(HttpResponse response, object answer, JsonSerializerOptions options)
    {
        // One for each thread: nothing is awaited until it is free again.
        var whole =
            _ofThread
            ?? new(
                new JsonWriterOptions
                {
                    Encoder = options.Encoder,
                    MaxDepth = options.MaxDepth,
                    SkipValidation = true,
                }
            );
        _ofThread = null;
        JsonSerializer.Serialize(whole._json, answer, options.GetTypeInfo(answer.GetType()));
        whole._json.Flush();
        var bytes = whole._buffer.WrittenSpan;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        response.BodyWriter.Write(bytes);
        whole.Keep();
    }

    private void Keep()
    {
        if (_buffer.Capacity > MostKept)
            return;

        _buffer.ResetWrittenCount();
        _json.Reset();
        _ofThread = this;
    }
}
