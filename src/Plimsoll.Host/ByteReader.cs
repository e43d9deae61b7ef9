using System.Buffers.Binary;
using System.Text;

namespace Plimsoll.Host;

/// <summary>Reads what a <see cref="ByteWriter"/> wrote. Bytes that end too soon are an <see cref="InvalidDataException"/>.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly bool IsAtEnd => Position == _bytes.Length;

    public byte ReadByte() => ReadRaw(1)[0];

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(ReadRaw(sizeof(int)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(ReadRaw(sizeof(long)));

    public Int128 ReadInt128() => BinaryPrimitives.ReadInt128LittleEndian(ReadRaw(16));

    public UInt128 ReadUInt128() => BinaryPrimitives.ReadUInt128LittleEndian(ReadRaw(16));

    public string ReadText() => Encoding.UTF8.GetString(ReadBlock());

    public ReadOnlySpan<byte> ReadBlock() => ReadRaw(ReadInt32());

    /// <summary>A count of things of which each takes at least <paramref name="least"/> bytes.</summary>
    public int ReadCount(int least)
    {
        var count = ReadInt32();
        return count >= 0 && count <= (_bytes.Length - Position) / least
            ? count
            : throw new InvalidDataException($"Expected a count that the rest can hold at byte {Position - sizeof(int)}; found {count}.");
    }

    public ReadOnlySpan<byte> ReadRaw(int size)
    {
        if (size < 0 || _bytes.Length - Position < size)
            throw new InvalidDataException($"Expected {size} more bytes at byte {Position}; found {_bytes.Length - Position}.");

        Position += size;
        return _bytes.Slice(Position - size, size);
    }
}
