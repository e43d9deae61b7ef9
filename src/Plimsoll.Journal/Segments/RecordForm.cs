using System.Buffers.Binary;

namespace Plimsoll.Journal.Segments;

/// <summary>How a record lies in a segment; docs/spec/0026-journal.md, "Record".</summary>
/// <remarks>
/// Everything is a multiple of eight bytes, no word of a head is zero nor becomes so by a flipped bit, and head and record end with a mark: so a part that never reached
/// the device, which is zero, can be told from one that was changed there.
/// </remarks>
internal static class RecordForm
{
    public const int Head = 40;
    public const int Tail = Chain.Size + 8;
    public const int MaxPayload = 64 << 20;
    private const int Covered = 32;
    private const ulong Mask = 0x3C5A_C3A5_965A_3CC3;
    private const uint HeadMark = 0xC3C3_C3C3;
    private const uint EndMark = 0xA5A5_A5A5;

    /// <summary>Bytes that a record with such a payload takes.</summary>
    public static int SizeOf(int payload) => Head + Padded(payload) + Tail;

    /// <summary>Writes a record.</summary>
    /// <param name="into">As many bytes as <see cref="SizeOf"/>, all of them zero.</param>
    /// <param name="sequence">Its number, one or more.</param>
    /// <param name="time">Its time.</param>
    /// <param name="durable">The latest record that was durable when this one was written; zero for none.</param>
    /// <param name="payload">What it holds.</param>
    /// <param name="chain">The running hash with this record.</param>
    public static void Write(Span<byte> into, long sequence, long time, long durable, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> chain)
    {
        WriteWord(into, sequence);
        WriteWord(into[8..], time);
        WriteWord(into[16..], durable);
        WriteWord(into[24..], payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(into[Covered..], Crc32C.Of(into[..Covered]));
        BinaryPrimitives.WriteUInt32LittleEndian(into[(Covered + 4)..], HeadMark);
        payload.CopyTo(into[Head..]);
        var tail = into[(Head + Padded(payload.Length))..];
        chain.CopyTo(tail);
        BinaryPrimitives.WriteUInt32LittleEndian(tail[Chain.Size..], Crc32C.Of(into[Head..^8]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail[(Chain.Size + 4)..], EndMark);
    }

    /// <summary>Whether a head of a record lies at the beginning of the bytes.</summary>
    public static bool TryReadHead(ReadOnlySpan<byte> bytes, out RecordHead head)
    {
        head = default;
        if (
            bytes.Length < Head
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[(Covered + 4)..]) != HeadMark
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[Covered..]) != Crc32C.Of(bytes[..Covered])
            || ReadWord(bytes[24..]) is not (>= 0 and <= MaxPayload)
        )
        {
            return false;
        }

        head = new((int)ReadWord(bytes[24..]), ReadWord(bytes), ReadWord(bytes[8..]), ReadWord(bytes[16..]));
        return head.Durable >= 0 && head.Durable < head.Sequence;
    }

    /// <summary>Whether the rest of the record is whole.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes, in RecordHead head)
    {
        var size = SizeOf(head.Length);
        return size <= bytes.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[(size - 4)..]) == EndMark
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[(size - 8)..]) == Crc32C.Of(bytes[Head..(size - 8)]);
    }

    public static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> record, RecordHead head) => record.Slice(Head, head.Length);

    public static ReadOnlySpan<byte> ChainOf(ReadOnlySpan<byte> record, RecordHead head) =>
        record.Slice(Head + Padded(head.Length), Chain.Size);

    private static int Padded(int payload) => (payload + 7) & ~7;

    private static void WriteWord(Span<byte> into, long value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(into, unchecked((ulong)value) ^ Mask);

    private static long ReadWord(ReadOnlySpan<byte> bytes) => unchecked((long)(BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ Mask));
}
