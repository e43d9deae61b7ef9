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
    private const uint EndMark = 0x5A5A_5A5A;

    private static ReadOnlySpan<byte> Magic => "PLIMJRNL"u8;

    public string Name => NameOf(Number);

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
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Used), Crc32C.Of(bytes.AsSpan(0, Used)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Used + 4), EndMark);
        return bytes;
    }

    /// <summary>The header, or null when it never reached the device.</summary>
    /// <exception cref="JournalCorruptedException">It did, and is not what it was; or it is of a later format.</exception>
    public static SegmentHeader? Read(string place, string name, long number, ReadOnlySpan<byte> bytes)
    {
        // Written and made durable before any record: what lacks its end was never finished.
        if (bytes.Length < Used + 8 || bytes[Used + 7] == 0)
            return null;

        if (
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[(Used + 4)..]) != EndMark
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[Used..]) != Crc32C.Of(bytes[..Used])
            || !bytes.StartsWith(Magic)
        )
        {
            throw new JournalCorruptedException(place, name, 0, "expected the header of a segment with its checksum; found other bytes.");
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
        );
        return header.Number == number
            ? header
            : throw new JournalCorruptedException(
                place,
                name,
                16,
                $"expected segment {number}, as its name says; found segment {header.Number}."
            );
    }
}
