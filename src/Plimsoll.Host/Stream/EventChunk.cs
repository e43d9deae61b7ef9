using System.Buffers.Binary;
using System.Globalization;
using Plimsoll.Journal;

namespace Plimsoll.Host.Stream;

/// <summary>Some megabytes of records, one after the other. One thread adds, any number read: what lies below <see cref="Length"/> never changes.</summary>
/// <remarks>Each record: its size (32 bits), a checksum of its bytes (CRC-32C, 32 bits), its bytes.</remarks>
internal sealed class EventChunk(long firstSequence, int capacity)
{
    public const int Head = 8;

    private readonly byte[] _bytes = new byte[capacity];
    private int _length;
    private volatile EventChunk? _next;
    private volatile bool _isComplete;

    /// <summary>The record it begins with.</summary>
    public long FirstSequence { get; } = firstSequence;

    /// <summary>How much of it may be read.</summary>
    public int Length => Volatile.Read(ref _length);

    /// <summary>Whether it grows no more.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>The next one; null while this one grows, and once it is stored and has left memory.</summary>
    public EventChunk? Next
    {
        get => _next;
        set => _next = value;
    }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public string Name => NameOf(FirstSequence);

    public static string NameOf(long firstSequence) => string.Create(CultureInfo.InvariantCulture, $"events-{firstSequence:D19}.log");

    public static long? FirstSequenceOf(string name) =>
        name.Length == 30
        && name.StartsWith("events-", StringComparison.Ordinal)
        && name.EndsWith(".log", StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(7, 19), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : null;

    public void Complete(EventChunk next) => (_next, _isComplete) = (next, true);

    public bool TryAdd(ReadOnlySpan<byte> record)
    {
        if (_length + Head + record.Length > _bytes.Length)
            return false;

        var into = _bytes.AsSpan(_length);
        BinaryPrimitives.WriteInt32LittleEndian(into, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(into[4..], Crc32C.Of(record));
        record.CopyTo(into[Head..]);
        Volatile.Write(ref _length, _length + Head + record.Length);
        return true;
    }

    /// <summary>Takes over a whole record that was stored.</summary>
    public void Adopt(ReadOnlySpan<byte> stored)
    {
        stored.CopyTo(_bytes.AsSpan(_length));
        Volatile.Write(ref _length, _length + stored.Length);
    }

    /// <summary>The same without what comes after a record.</summary>
    public EventChunk UpTo(long sequence)
    {
        var end = 0;
        while (TryRead(end, out var record, out var next) && record.Sequence <= sequence)
        {
            end = next;
        }

        var shorter = new EventChunk(FirstSequence, _bytes.Length);
        shorter.Adopt(_bytes.AsSpan(0, end));
        return shorter;
    }

    /// <summary>The record at an offset, if it is there.</summary>
    public bool TryRead(int offset, out StreamRecord record, out int next)
    {
        (record, next) = (default, offset);
        if (offset >= Length)
            return false;

        var size = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(offset));
        record = new(_bytes.AsMemory(offset + Head, size));
        next = offset + Head + size;
        return true;
    }

    /// <summary>The whole records at the beginning of stored bytes: how many bytes, and the last one's number.</summary>
    public static (int Length, long Last) Check(ReadOnlySpan<byte> stored, long firstSequence)
    {
        var (length, expected) = (0, firstSequence);
        while (stored.Length - length >= Head)
        {
            var rest = stored[length..];
            var size = BinaryPrimitives.ReadInt32LittleEndian(rest);
            if (
                size < 8
                || size > rest.Length - Head
                || Crc32C.Of(rest.Slice(Head, size)) != BinaryPrimitives.ReadUInt32LittleEndian(rest[4..])
            )
                break;

            if (BinaryPrimitives.ReadInt64LittleEndian(rest[Head..]) != expected)
                break;

            expected++;
            length += Head + size;
        }

        return (length, expected - 1);
    }

    /// <summary>The last record that lies whole somewhere behind a place where the next had to be, or that next one, when all of its sectors are there; null for none: then the file was not finished.</summary>
    public static long? LastBehind(ReadOnlySpan<byte> stored, int place, long last)
    {
        long? found = IsThere(stored, place, last + 1) ? last + 1 : null;
        // A record and its head take sixteen bytes at least: no number can be farther ahead.
        var farthest = last + ((stored.Length - place) / 16) + 1;
        for (var next = last + 2; place + Head + 8 <= stored.Length; place++)
        {
            var rest = stored[place..];
            var (size, sequence) = (BinaryPrimitives.ReadInt32LittleEndian(rest), BinaryPrimitives.ReadInt64LittleEndian(rest[Head..]));
            if (
                size < 8
                || size > rest.Length - Head
                || sequence < next
                || sequence > farthest
                || Crc32C.Of(rest.Slice(Head, size)) != BinaryPrimitives.ReadUInt32LittleEndian(rest[4..])
            )
                continue;

            (found, next) = (sequence, sequence + 1);
            place += Head + size - 1;
        }

        return found;
    }

    /// <summary>Whether bytes with the number of a record are as many as it says, in sectors that were written.</summary>
    private static bool IsThere(ReadOnlySpan<byte> stored, int place, long sequence)
    {
        const int Sector = 512;
        var rest = stored[place..];
        if (rest.Length < Head + 8 || BinaryPrimitives.ReadInt64LittleEndian(rest[Head..]) != sequence)
            return false;

        var size = BinaryPrimitives.ReadInt32LittleEndian(rest);
        if (size < 8 || size > rest.Length - Head)
            return false;

        for (var end = place + Head + size; place < end; place += Sector - (place % Sector))
        {
            if (!stored[place..Math.Min(end, place + Sector - (place % Sector))].ContainsAnyExcept((byte)0))
                return false;
        }

        return true;
    }
}
