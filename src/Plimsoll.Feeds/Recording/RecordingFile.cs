using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Protocols;

namespace Plimsoll.Feeds.Recording;

/// <summary>Reads what <see cref="RawRecorder"/> wrote.</summary>
public static class RecordingFile
{
    private const int LineMax = 16 << 20;

    /// <summary>All lines, in order, one at a time. A recording that was cut off (the process was killed) gives what is whole.</summary>
    /// <exception cref="RecordingException">A line is not what it must be.</exception>
    public static IEnumerable<RecordedLine> Read(Stream file)
    {
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var text = new StreamReader(gzip, Encoding.UTF8);
        for (var number = 1L; ; number++)
        {
            string? line;
            try
            {
                line = text.ReadLine();
            }
            catch (InvalidDataException e)
            {
                throw new RecordingException(number, "gzip as the recorder writes it", e.Message, e);
            }

            if (line is null)
            {
                yield break;
            }

            if (line.Length > LineMax)
            {
                throw new RecordingException(number, $"a line of at most {LineMax} signs", $"{line.Length}");
            }

            if (Parse(line, number, isLast: text.EndOfStream) is not { } parsed)
            {
                yield break;
            }

            yield return parsed;
        }
    }

    private static RecordedLine? Parse(string line, long number, bool isLast)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var received = new Values.Timestamp(long.Parse(root.GetProperty("received").GetString()!));
            var source = root.GetProperty("source").GetString()!;
            if (root.TryGetProperty("event", out _))
            {
                return new(received, source, null, Began(source, root));
            }

            return root.TryGetProperty("text", out var text) ? new(received, source, Encoding.UTF8.GetBytes(text.GetString()!))
                : root.TryGetProperty("base64", out var bytes) ? new(received, source, bytes.GetBytesFromBase64())
                : throw new RecordingException(number, "a text, base64 or an event", "none");
        }
        catch (JsonException) when (isLast)
        {
            return null; // the last line was being written
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or OverflowException
                        or ArgumentNullException
            )
        {
            throw new RecordingException(number, "an object with received, source and text", e.Message, e);
        }
    }

    private static FeedSource Began(string name, JsonElement root)
    {
        var providers = root.GetProperty("providers").GetInt32();
        var symbols = root.GetProperty("symbols")
            .EnumerateArray()
            .Select(symbol => new FeedSymbol(
                symbol.GetProperty("name").GetString()!,
                symbol.GetProperty("kind").GetString() == "index" ? FeedSymbolKind.Index : FeedSymbolKind.Market,
                symbol.GetProperty("label").GetString(),
                symbol.GetProperty("group").GetString()
            ));
        return new(name, root.GetProperty("venue").GetString()!, [.. symbols])
        {
            // Where it came from is not kept; how many providers answered decides what agrees.
            Endpoints = [.. Enumerable.Range(1, Math.Clamp(providers, 1, 64)).Select(i => new Uri($"https://provider-{i}.recorded"))],
        };
    }
}
