using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plimsoll.Client;

/// <summary>Spells out requests.</summary>
internal static class FrameWriter
{
    /// <summary>An operation.</summary>
    public static ReadOnlyMemory<byte> Request<TRequest>(long id, string method, TRequest request, JsonTypeInfo<TRequest> type, string? key)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        Begin(json, id, method);
        json.WritePropertyName("params"u8);
        JsonSerializer.Serialize(json, request, type);
        if (key is not null)
            json.WriteString("idempotency_key"u8, key);

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Begins to follow a channel, or ends that.</summary>
    public static ReadOnlyMemory<byte> Channel(long id, string method, string channel, long? from)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using var json = new Utf8JsonWriter(buffer);
        Begin(json, id, method);
        json.WriteStartObject("params"u8);
        json.WriteStartArray("channels"u8);
        json.WriteStringValue(channel);
        json.WriteEndArray();
        if (from is { } first)
            json.WriteNumber("from"u8, first);

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Begin(Utf8JsonWriter json, long id, string method)
    {
        json.WriteStartObject();
        json.WriteString("jsonrpc"u8, "2.0"u8);
        json.WriteNumber("id"u8, id);
        json.WriteString("method"u8, method);
    }
}
