using System.Buffers.Binary;
using System.Text;

namespace Plimsoll.Host;

/// <summary>A growing row of bytes, little-endian, for snapshots and event records.</summary>
internal sealed class ByteWriter
{
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Write(byte value) => Take(1)[0] = value;

    public void Write(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    public void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    public void Write(Int128 value) => BinaryPrimitives.WriteInt128LittleEndian(Take(16), value);

    public void Write(UInt128 value) => BinaryPrimitives.WriteUInt128LittleEndian(Take(16), value);

    /// <summary>A text and its length.</summary>
    public void Write(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        Write(size);
        Encoding.UTF8.GetBytes(text, Take(size));
    }

    /// <summary>Bytes and their number.</summary>
    public void WriteBlock(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    public void WriteRaw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Writes over what is there already.</summary>
    public void Overwrite(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at), value);

    private Span<byte> Take(int size)
    {
        if (Length + size > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + size));

        Length += size;
        return _bytes.AsSpan(Length - size, size);
    }
}
