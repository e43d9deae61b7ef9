using System.Buffers.Binary;

namespace Plimsoll.Fuzz.Wire;

/// <summary>WebSocket frames as a client sends them, right and wrong.</summary>
internal static class Frames
{
    public const int Text = 1;
    public const int Close = 8;

    /// <summary>One frame, masked as RFC 6455 wants it.</summary>
    public static byte[] Of(int opcode, ReadOnlySpan<byte> payload, bool isFinal = true, bool isMasked = true, int reserved = 0)
    {
        var head = new List<byte> { (byte)((isFinal ? 0x80 : 0) | (reserved << 4) | opcode) };
        var mask = isMasked ? 0x80 : 0;
        Span<byte> length = stackalloc byte[8];
        if (payload.Length < 126)
        {
            head.Add((byte)(mask | payload.Length));
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            head.Add((byte)(mask | 126));
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)payload.Length);
            head.AddRange(length[..2]);
        }
        else
        {
            head.Add((byte)(mask | 127));
            BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)payload.Length);
            head.AddRange(length);
        }

        ReadOnlySpan<byte> key = [0x37, 0xfa, 0x21, 0x3d];
        if (isMasked)
            head.AddRange(key);

        var frame = new byte[head.Count + payload.Length];
        head.CopyTo(frame);
        for (var i = 0; i < payload.Length; i++)
        {
            frame[head.Count + i] = isMasked ? (byte)(payload[i] ^ key[i % 4]) : payload[i];
        }

        return frame;
    }

    /// <summary>A message in pieces, here and there with a ping between them.</summary>
    public static byte[] Pieces(ReadOnlySpan<byte> message, Random dice)
    {
        var all = new List<byte>();
        var opcode = Text;
        for (var at = 0; at < message.Length; )
        {
            var length = Math.Min(message.Length - at, 1 + dice.Next(40));
            all.AddRange(Of(opcode, message.Slice(at, length), isFinal: at + length == message.Length));
            if (dice.Next(4) == 0 && at + length < message.Length)
                all.AddRange(Of(9, "x"u8));

            (at, opcode) = (at + length, 0);
        }

        return [.. all];
    }

    /// <summary>What no client may send. A server closes, or goes on as if nothing had been.</summary>
    public static byte[] Broken(ReadOnlySpan<byte> message, Random dice) =>
        dice.Next(16) switch
        {
            0 => Of(Text, message, isMasked: false),
            1 => Of(Text, message, reserved: 1 + dice.Next(7)),
            2 => Of(3 + dice.Next(5), message),
            3 => Of(11 + dice.Next(5), message),
            4 => Of(9, new byte[126]),
            5 => Of(9, "x"u8, isFinal: false),
            6 => Of(0, message),
            7 => [.. Of(Text, message, isFinal: false), .. Of(Text, message)],
            8 => [0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4],
            9 => [0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, .. message],
            10 => Of(Text, "{\"id\":1,\"method\":\"ping\",\"x\":\"\xC3\x28\xF8\"}"u8),
            11 => Of(Close, [(byte)dice.Next(256), (byte)dice.Next(256), 0xff]),
            12 => Of(Close, [1]),
            13 => Of(Text, new byte[(64 << 10) + 1 + dice.Next(1_000)]),
            14 => [.. Enumerable.Range(0, 1 + dice.Next(200)).SelectMany(_ => Of(0, "a"u8, isFinal: false))],
            _ => Noise(dice),
        };

    private static byte[] Noise(Random dice)
    {
        var bytes = new byte[1 + dice.Next(300)];
        dice.NextBytes(bytes);
        return bytes;
    }
}
