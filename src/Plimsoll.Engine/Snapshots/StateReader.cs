using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Plimsoll.Engine.Snapshots;

/// <summary>Reads what <see cref="StateWriter"/> wrote; a snapshot that ends early or says nonsense is refused, not half believed.</summary>
internal ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxCount = 100_000_000;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly bool IsAtEnd => _position == _bytes.Length;

    public readonly int Position => _position;

    public byte ReadByte() => Take(1)[0];

    public bool ReadBool() =>
        ReadByte() switch
        {
            0 => false,
            1 => true,
            _ => throw Corrupt("a yes or no"),
        };

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public Int128 ReadInt128() => BinaryPrimitives.ReadInt128LittleEndian(Take(16));

    public decimal ReadDecimal()
    {
        Span<int> bits = [ReadInt32(), ReadInt32(), ReadInt32(), ReadInt32()];
        // The last word holds the sign and up to 28 decimals, and nothing else.
        return (bits[3] & 0x7F00_FFFF) == 0 && ((bits[3] >> 16) & 0xFF) <= 28 ? new(bits) : throw Corrupt("a decimal number");
    }

    public string ReadString() => Encoding.UTF8.GetString(Take(ReadCount()));

    public T ReadRaw<T>()
        where T : unmanaged => MemoryMarshal.Read<T>(Take(Unsafe.SizeOf<T>()));

    public ReadOnlySpan<byte> ReadBytes(int count) => Take(count);

    /// <summary>A count of things that follow.</summary>
    public int ReadCount()
    {
        var count = ReadInt32();
        return count is >= 0 and <= MaxCount ? count : throw Corrupt("a count");
    }

    /// <summary>A count of things of that many bytes each: never more than there are bytes for.</summary>
    public int ReadCount(int size)
    {
        var count = ReadCount();
        return count <= (_bytes.Length - _position) / size ? count : throw Corrupt($"{count} entries of {size} bytes");
    }

    private ReadOnlySpan<byte> Take(int size)
    {
        if (size > _bytes.Length - _position)
        {
            throw Corrupt($"{size} more bytes");
        }

        _position += size;
        return _bytes.Slice(_position - size, size);
    }

    private readonly SnapshotException Corrupt(string expected) => new($"Snapshot, byte {_position}: expected {expected}.");
}
