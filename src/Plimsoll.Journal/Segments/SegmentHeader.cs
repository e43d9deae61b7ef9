using System.Buffers.Binary;
using System.Globalization;

namespace Plimsoll.Journal.Segments;

/// <summary>What a segment begins with, alone in its first sector; docs/spec/0026-journal.md, "Segment".</summary>
/// <param name="Number">Segments are numbered in the order in which they were made.</param>
/// <param name="FirstSequence">Its first record's number; records of earlier segments from there on do not count.</param>
/// <param name="PreviousChain">The running hash before that record.</param>
internal sealed record SegmentHeader(long Number, long FirstSequence, byte[] PreviousChain)
{
    public const int Size = 512;
    public const int Format = 1;
    private const string Prefix = "journal-";
    private const string Suffix = ".segment";
    private const int Used = 8 + 8 + 8 + 8 + Chain.Size;
    private const int LengthAt = Used + 8;
    private const int LengthEnd = LengthAt + 8;
    private const uint EndMark = 0x5A5A_5A5A;

    private static ReadOnlySpan<byte> Magic => "PLIMJRNL"u8;

    public string Name => NameOf(Number);

    /// <summary>How many bytes the file has, zeros at its end included; zero where an earlier version, which did not say it, made it.</summary>
    public long Length { get; init; }

    public static string NameOf(long number) => Prefix + number.ToString("D12", CultureInfo.InvariantCulture) + Suffix;

    /// <summary>The number in a file's name; null when it is no segment.</summary>
    public static long? NumberOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.EndsWith(Suffix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan()[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && string.Equals(NameOf(number), name, StringComparison.Ordinal)
            ? number
            : null;

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Format);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), FirstSequence);
        PreviousChain.CopyTo(bytes, 32);
        WriteMarked(bytes, Used);
        if (Length == 0)
            return bytes;

        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(LengthAt), Length);
        WriteMarked(bytes, LengthEnd);
        return bytes;
    }

    /// <summary>The header. It was durable before the segment had its name: where it is not whole, something happened to it later, whatever it looks like.</summary>
    /// <param name="place">The folder.</param>
    /// <param name="name">The file.</param>
    /// <param name="number">The number in its name.</param>
    /// <param name="bytes">What it begins with.</param>
    /// <param name="from">A record before it that can be looked at; 0 for none.</param>
    /// <exception cref="JournalCorruptedException">It is not what it was; or it is of a later format.</exception>
    public static SegmentHeader Read(string place, string name, long number, ReadOnlySpan<byte> bytes, long from = 0)
    {
        if (
            bytes.Length < Size
            || !IsMarked(bytes, Used)
            || !bytes.StartsWith(Magic)
            || (bytes[LengthAt..(LengthEnd + 8)].ContainsAnyExcept((byte)0) && !IsMarked(bytes, LengthEnd))
        )
        {
            var found =
                bytes.Length < Size ? $"{bytes.Length} bytes"
                : bytes[..Size].ContainsAnyExcept((byte)0) ? "other bytes"
                : "zeros";
            throw new JournalCorruptedException(
                place,
                name,
                0,
                $"expected the {Size} bytes of a segment's header with its checksum, which were durable before it got its name; found {found}.",
                from
            );
        }

        var format = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        if (format != Format)
            throw new JournalCorruptedException(
                place,
                name,
                8,
                $"expected format {Format}; found format {format}, which a later version wrote."
            );

        var header = new SegmentHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            bytes.Slice(32, Chain.Size).ToArray()
        )
        {
            Length = BinaryPrimitives.ReadInt64LittleEndian(bytes[LengthAt..]),
        };
        return header.Number == number
            ? header
            : throw new JournalCorruptedException(
                place,
                name,
                16,
                $"expected segment {number}, as its name says; found segment {header.Number}."
            );
    }

    private static void WriteMarked(Span<byte> bytes, int end)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[end..], Crc32C.Of(bytes[..end]));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(end + 4)..], EndMark);
    }

    private static bool IsMarked(ReadOnlySpan<byte> bytes, int end) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[(end + 4)..]) == EndMark
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[end..]) == Crc32C.Of(bytes[..end]);
}
