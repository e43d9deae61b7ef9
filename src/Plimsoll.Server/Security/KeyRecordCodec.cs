using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Server.Security;

/// <summary>Changes of keys as bytes: JSON, so that an auditor reads them; read strictly, so that nothing is guessed.</summary>
public static class KeyRecordCodec
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
    };

    /// <summary>A change as bytes.</summary>
    public static byte[] Encode(KeyRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, Options);

    /// <summary>The change that bytes hold.</summary>
    /// <exception cref="FormatException">They hold none.</exception>
    public static KeyRecord Decode(ReadOnlySpan<byte> bytes) => Read<KeyRecord>(bytes);

    /// <summary>Keys as bytes, in the order given.</summary>
    internal static byte[] EncodeKeys(IReadOnlyCollection<ApiKey> keys) =>
        JsonSerializer.SerializeToUtf8Bytes(new KeySnapshot(1, [.. keys]), Options);

    /// <summary>The keys that bytes hold.</summary>
    internal static IReadOnlyList<ApiKey> DecodeKeys(ReadOnlySpan<byte> bytes)
    {
        var snapshot = Read<KeySnapshot>(bytes);
        return snapshot.Format == 1
            ? snapshot.Keys
            : throw new FormatException($"A snapshot of keys in format {snapshot.Format}; this version reads format 1.");
    }

    private static T Read<T>(ReadOnlySpan<byte> bytes)
    {
        T? found = default;
        try
        {
            found = JsonSerializer.Deserialize<T>(bytes, Options);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // The parser's words go no further: they may quote what is kept here.
        }

        return found ?? throw new FormatException($"Not a record of keys, in {bytes.Length} bytes.");
    }
}
