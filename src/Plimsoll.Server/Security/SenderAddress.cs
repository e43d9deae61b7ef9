using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Server.Security;

/// <summary>What counts as one sender: an IPv4 address, or an IPv6 network of 64 bits, which one attacker owns.</summary>
/// <param name="Bits">The address, or the network.</param>
/// <param name="IsNetwork">Whether it is a network.</param>
internal readonly record struct SenderAddress(ulong Bits, bool IsNetwork)
{
    /// <summary>Whose an address is; one of nobody's where there is none.</summary>
    public static SenderAddress Of(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address ?? IPAddress.None;
        Span<byte> bytes = stackalloc byte[16];
        plain.TryWriteBytes(bytes, out _);
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? new(BinaryPrimitives.ReadUInt64BigEndian(bytes), true)
            : new(BinaryPrimitives.ReadUInt32BigEndian(bytes), false);
    }
}
