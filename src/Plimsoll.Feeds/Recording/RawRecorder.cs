using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Recording;

/// <summary>Writes what sources sent as JSON Lines, gzip: one object a message, with when it was whole and whom it came from.</summary>
/// <remarks>
/// <para>
/// <c>{"received":"1618678132368463000","source":"kraken","text":"…"}</c>, nanoseconds since 1970; <c>"event":"connected"</c> instead of the text where a
/// connection began, with the venue and the markets, so that a recording can be played without another word; <c>"base64"</c> instead of it where a message is no UTF-8. Access tokens are not in it: they travel in headers alone.
/// </para>
/// <para>A disk that is full ends the recording, not the sources: what was lost is counted.</para>
/// </remarks>
public sealed class RawRecorder : IRawRecorder, IDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Duration FlushEvery = Duration.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly Stream _file;
    private readonly GZipStream _gzip;
    private readonly MemoryStream _line = new();
    private readonly Utf8JsonWriter _json;
    private Timestamp _flushed;
    private bool _isClosed;

    /// <summary>Begins a recording.</summary>
    /// <param name="file">Where it goes; closed with the recorder.</param>
    public RawRecorder(Stream file)
    {
        _file = file;
        _gzip = new(file, CompressionLevel.Fastest);
        _json = new(_line);
    }

    /// <summary>How many lines were written.</summary>
    public long Written { get; private set; }

    /// <summary>How many lines were lost after a fault of the file.</summary>
    public long Lost { get; private set; }

    /// <summary>What ended the recording, or null.</summary>
    public Exception? Fault { get; private set; }

    /// <inheritdoc/>
    public void Connected(FeedSource source, Timestamp at) => Write(source.Name, at, default, source);

    /// <inheritdoc/>
    public void Message(string source, Timestamp received, ReadOnlySpan<byte> message) => Write(source, received, message, began: null);

    /// <summary>Ends the recording.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            _json.Dispose();
            try
            {
                _gzip.Dispose();
                _file.Dispose();
            }
            catch (Exception e) when (e is IOException or NotSupportedException)
            {
                Fault ??= e;
            }
        }
    }

    private void Write(string source, Timestamp at, ReadOnlySpan<byte> message, FeedSource? began)
    {
        lock (_lock)
        {
            if (_isClosed || Fault is not null)
            {
                Lost++;
                return;
            }

            Line(source, at, message, began);
            try
            {
                _gzip.Write(_line.GetBuffer(), 0, (int)_line.Length);
                Written++;
                if (at - _flushed > FlushEvery)
                {
                    _flushed = at;
                    _gzip.Flush(); // so that a process that is killed leaves all but the last second
                }
            }
            catch (Exception e) when (e is IOException or NotSupportedException or UnauthorizedAccessException)
            {
                Fault = e;
                Lost++;
            }
        }
    }

    private void Line(string source, Timestamp at, ReadOnlySpan<byte> message, FeedSource? began)
    {
        _line.SetLength(0);
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("received", at.Nanoseconds.ToString());
        _json.WriteString("source", source);
        if (began is not null)
        {
            Began(began);
        }
        else if (IsText(message))
        {
            _json.WriteString("text", message);
        }
        else
        {
            _json.WriteBase64String("base64", message);
        }

        _json.WriteEndObject();
        _json.Flush();
        _line.WriteByte((byte)'\n');
    }

    private void Began(FeedSource source)
    {
        _json.WriteString("event", "connected");
        _json.WriteString("venue", source.Venue);
        _json.WriteNumber("providers", source.Endpoints.Count);
        _json.WriteStartArray("symbols");
        foreach (var symbol in source.Symbols)
        {
            _json.WriteStartObject();
            _json.WriteString("name", symbol.Name);
            _json.WriteString("kind", symbol.Kind is FeedSymbolKind.Index ? "index" : "market");
            _json.WriteString("label", symbol.Label);
            _json.WriteString("group", symbol.Group);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private static bool IsText(ReadOnlySpan<byte> message)
    {
        try
        {
            Strict.GetCharCount(message);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
