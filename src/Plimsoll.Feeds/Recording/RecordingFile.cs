using System.IO.Compression;
using System.Text;
using System.Text.Json;

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
            byte[]? message =
                root.TryGetProperty("text", out var text) ? Encoding.UTF8.GetBytes(text.GetString()!)
                : root.TryGetProperty("base64", out var bytes) ? bytes.GetBytesFromBase64()
                : null;
            return message is null && !root.TryGetProperty("event", out _)
                ? throw new RecordingException(number, "a text, base64 or an event", "none")
                : new(received, source, message is null ? default(ReadOnlyMemory<byte>?) : message);
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
}
