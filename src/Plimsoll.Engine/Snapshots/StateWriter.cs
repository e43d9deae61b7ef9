using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Plimsoll.Engine.Snapshots;

/// <summary>Writes values one after the other, little-endian, without padding: the canonical form that is stored and hashed.</summary>
internal sealed class StateWriter
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Begins anew, with the room it has.</summary>
    public void Clear() => _length = 0;

    public void Write(byte value) => Take(1)[0] = value;

    public void Write(bool value) => Write(value ? (byte)1 : (byte)0);

    public void Write(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    public void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    public void Write(Int128 value) => BinaryPrimitives.WriteInt128LittleEndian(Take(16), value);

    /// <summary>All of a decimal, trailing zeros too: what is read back is the very same.</summary>
    public void Write(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        foreach (var word in bits)
        {
            Write(word);
        }
    }

    public void Write(string value)
    {
        var size = Encoding.UTF8.GetByteCount(value);
        Write(size);
        Encoding.UTF8.GetBytes(value, Take(size));
    }

    /// <summary>A packed structure without references, byte for byte.</summary>
    public void WriteRaw<T>(in T value)
        where T : unmanaged => MemoryMarshal.Write(Take(Unsafe.SizeOf<T>()), in value);

    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private Span<byte> Take(int size)
    {
        if (_length + size > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + size));
        }

        _length += size;
        return _bytes.AsSpan(_length - size, size);
    }
}
