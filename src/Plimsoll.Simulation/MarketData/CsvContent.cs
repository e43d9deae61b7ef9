using System.IO.Compression;
using CsvHelper;

namespace Plimsoll.Simulation.MarketData;

/// <summary>The content of a file of comma-separated values, plain or gzip, and the faults that such files have in common.</summary>
internal static class CsvContent
{
    private const int SmallestGzip = 20; // ten bytes of header, two of content, eight of trailer

    /// <summary>Reads a file with <paramref name="rows"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What an empty file should have held.</param>
    /// <param name="rows">Reads its text.</param>
    /// <exception cref="MarketDataException">The file is not what it must be.</exception>
    public static T Read<T>(string path, string expected, Func<Stream, T> rows)
    {
        if (!File.Exists(path))
        {
            var found = Directory.Exists(path) ? "a folder" : "none of that name";
            throw new MarketDataException(MarketDataFault.FileNotReadable, path, 0, "a file", found);
        }

        try
        {
            using var file = File.OpenRead(path);
            using var content = Content(file, path, expected);
            return rows(content);
        }
        catch (CsvFormatException e)
        {
            throw new MarketDataException(
                MarketDataFault.NotCsv,
                path,
                e.LineNumber,
                "comma-separated values",
                BarFile.Quoted(e.Message),
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new MarketDataException(MarketDataFault.FileNotReadable, path, 0, "a readable file", BarFile.Quoted(e.Message), e);
        }
    }

    private static Stream Content(FileStream file, string path, string expected)
    {
        if (file.Length == 0)
        {
            throw new MarketDataException(MarketDataFault.EmptyFile, path, 0, expected, "no byte");
        }

        var first = file.ReadByte();
        var second = file.ReadByte();
        file.Position = 0;
        if (first == 0x1F && second == 0x8B)
        {
            return new MemoryStream(Unpacked(file, path), writable: false);
        }

        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            throw new MarketDataException(
                MarketDataFault.NotGzip,
                path,
                0,
                "a gzip file, as its name says (1f 8b)",
                $"{first:x2} {Math.Max(second, 0):x2}"
            );
        }

        return file;
    }

    private static byte[] Unpacked(FileStream file, string path)
    {
        try
        {
            using var gzip = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            using var memory = new MemoryStream();
            gzip.CopyTo(memory);
            RefuseTruncation(file, memory, path);
            return memory.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new MarketDataException(MarketDataFault.DamagedGzip, path, 0, "a whole gzip stream", BarFile.Quoted(e.Message), e);
        }
    }

    /// <summary>The last four bytes of a gzip file are the length of its content: a stream that breaks off does not end with them.</summary>
    private static void RefuseTruncation(FileStream file, MemoryStream content, string path)
    {
        Span<byte> trailer = stackalloc byte[4];
        file.Position = Math.Max(0, file.Length - trailer.Length);
        var read = file.ReadAtLeast(trailer, trailer.Length, throwOnEndOfStream: false);
        var stated = read == trailer.Length ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(trailer) : 0;
        if (stated != content.Length || file.Length < SmallestGzip)
        {
            throw new MarketDataException(
                MarketDataFault.DamagedGzip,
                path,
                0,
                "a whole gzip stream, ending with the length of its content",
                $"one that breaks off after {content.Length} bytes of content"
            );
        }
    }
}
