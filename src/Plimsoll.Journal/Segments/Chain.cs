using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Plimsoll.Journal.Segments;

/// <summary>The running hash: SHA-256 over the hash before, sequence, time and payload. It depends on nothing of how records were batched or stored.</summary>
internal sealed class Chain
{
    public const int Size = 32;
    private const int Prefix = Size + sizeof(long) + sizeof(long);

    private byte[] _scratch = new byte[Prefix + 1024];

    /// <summary>The hash after one more record; <paramref name="before"/> and <paramref name="after"/> may be the same place.</summary>
    public void Next(ReadOnlySpan<byte> before, long sequence, long time, ReadOnlySpan<byte> payload, Span<byte> after)
    {
        if (_scratch.Length < Prefix + payload.Length)
            _scratch = new byte[2 * (Prefix + payload.Length)];

        before.CopyTo(_scratch);
        BinaryPrimitives.WriteInt64LittleEndian(_scratch.AsSpan(Size), sequence);
        BinaryPrimitives.WriteInt64LittleEndian(_scratch.AsSpan(Size + sizeof(long)), time);
        payload.CopyTo(_scratch.AsSpan(Prefix));
        SHA256.HashData(_scratch.AsSpan(0, Prefix + payload.Length), after);
    }
}
