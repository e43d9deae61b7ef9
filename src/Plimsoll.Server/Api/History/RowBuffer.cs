using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plimsoll.Server.Api.History;

/// <summary>Rows that one record gave.</summary>
internal sealed class RowBuffer : IDisposable
{
    private readonly ArrayBufferWriter<byte> _bytes = new(512);
    private readonly Utf8JsonWriter _json;

    public RowBuffer() => _json = new(_bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The rows so far.</summary>
    public List<RawJson> Rows { get; } = [];

    /// <summary>A new row; its one value is to be written.</summary>
    public Utf8JsonWriter Begin()
    {
        _bytes.ResetWrittenCount();
        _json.Reset(_bytes);
        return _json;
    }

    /// <summary>The row is whole.</summary>
    public void End()
    {
        _json.Flush();
        Rows.Add(new(_bytes.WrittenSpan.ToArray()));
    }

    public void Dispose() => _json.Dispose();
}
