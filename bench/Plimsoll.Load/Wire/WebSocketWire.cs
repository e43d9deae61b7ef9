using System.Buffers.Binary;
using System.Text;

namespace Plimsoll.Load.Wire;

/// <summary>A WebSocket client of system calls alone: text frames, whole messages. One thread sends, one receives.</summary>
internal sealed class WebSocketWire : IDisposable
{
    private const uint Mask = 0x5A3C_96E1;
    private readonly TcpWire _wire;
    private readonly byte[] _frame = new byte[4 << 10];

    public WebSocketWire(int port, string path, string? key)
    {
        _wire = new(port);
        var head = new StringBuilder()
            .Append(System.Globalization.CultureInfo.InvariantCulture, $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n")
            .Append(
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            );
        if (key is not null)
            head.Append(System.Globalization.CultureInfo.InvariantCulture, $"Authorization: Bearer {key}\r\n");

        _wire.Send(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
        int end;
        while ((end = _wire.Received.IndexOf("\r\n\r\n"u8)) < 0)
        {
            _wire.Receive();
        }

        if (!_wire.Received.StartsWith("HTTP/1.1 101"u8))
            throw new InvalidOperationException($"No WebSocket: {Encoding.ASCII.GetString(_wire.Received[..end])}");

        _wire.Take(end + 4);
    }

    public void Send(ReadOnlySpan<byte> message)
    {
        var head = message.Length < 126 ? 6 : 8;
        _frame[0] = 0x81;
        if (head == 6)
        {
            _frame[1] = (byte)(0x80 | message.Length);
        }
        else
        {
            _frame[1] = 0x80 | 126;
            BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(2), checked((ushort)message.Length));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(_frame.AsSpan(head - 4), Mask);
        for (var i = 0; i < message.Length; i++)
        {
            _frame[head + i] = (byte)(message[i] ^ _frame[head - 4 + (i & 3)]);
        }

        _wire.Send(_frame.AsSpan(0, head + message.Length));
    }

    /// <summary>Waits for the next text; it holds until the next. Pings are answered on the way.</summary>
    public ReadOnlySpan<byte> Receive()
    {
        while (true)
        {
            var start = _wire.Receive(2);
            var (kind, length, head) = (start[0] & 15, start[1] & 127, 2);
            if (length == 126)
                (length, head) = (BinaryPrimitives.ReadUInt16BigEndian(_wire.Receive(4)[2..]), 4);
            else if (length == 127)
                (length, head) = ((int)BinaryPrimitives.ReadUInt64BigEndian(_wire.Receive(10)[2..]), 10);

            var message = _wire.Receive(head + length)[head..];
            _wire.Take(head + length);
            switch (kind)
            {
                case 1:
                    return message;
                case 8:
                    throw new EndOfStreamException($"The server closed the WebSocket: {Encoding.UTF8.GetString(message)}");
                case 9:
                    _wire.Send([0x8A, 0x80, 0, 0, 0, 0]);
                    break;
                default:
                    break;
            }
        }
    }

    public void Dispose() => _wire.Dispose();
}
