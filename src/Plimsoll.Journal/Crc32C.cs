using System.Buffers.Binary;
using System.Numerics;

namespace Plimsoll.Journal;

/// <summary>CRC-32C (Castagnoli), as in RFC 3720; the processor's instruction where it has one.</summary>
public static class Crc32C
{
    /// <summary>The checksum of all bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var next in bytes)
        {
            crc = BitOperations.Crc32C(crc, next);
        }

        return ~crc;
    }
}
