using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Plimsoll.Load.Wire;

/// <summary>An HTTP/1.1 client of system calls alone, one request at a time over one connection.</summary>
internal sealed class HttpWire(int port) : IDisposable
{
    private readonly TcpWire _wire = new(port);
    private byte[] _body = new byte[4 << 10];

    /// <summary>The bytes of a request, to be sent any number of times.</summary>
    public static byte[] Request(string method, string path, string? key, string? body)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        if (key is not null)
            head.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {key}\r\n");

        if (body is not null)
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n");

        return Encoding.ASCII.GetBytes(head.Append("\r\n").Append(body).ToString());
    }

    /// <summary>Sends a request and waits for the whole answer.</summary>
    /// <returns>The status, and the body, which holds until the next.</returns>
    public (int Status, ReadOnlyMemory<byte> Body) Ask(ReadOnlySpan<byte> request)
    {
        _wire.Send(request);
        int end;
        while ((end = _wire.Received.IndexOf("\r\n\r\n"u8)) < 0)
        {
            _wire.Receive();
        }

        var head = _wire.Received[..(end + 2)];
        var status = Utf8Parser.TryParse(head[9..], out int code, out _) ? code : throw new InvalidDataException("No HTTP answer.");
        var length = Length(head);
        _wire.Take(end + 4);
        return (status, length >= 0 ? Whole(length) : Chunks());
    }

    public void Dispose() => _wire.Dispose();

    /// <summary>The length of the body; −1 when it comes in chunks.</summary>
    private static int Length(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _) ? length : -1;
    }

    private ReadOnlyMemory<byte> Whole(int length)
    {
        Add(0, _wire.Receive(length));
        _wire.Take(length);
        return _body.AsMemory(0, length);
    }

    private ReadOnlyMemory<byte> Chunks()
    {
        var count = 0;
        while (true)
        {
            int end;
            while ((end = _wire.Received.IndexOf("\r\n"u8)) < 0)
            {
                _wire.Receive();
            }

            if (!Utf8Parser.TryParse(_wire.Received, out int size, out _, 'X'))
                throw new InvalidDataException("No chunk of HTTP.");

            _wire.Take(end + 2);
            Add(count, _wire.Receive(size + 2)[..size]);
            _wire.Take(size + 2);
            count += size;
            if (size == 0)
                return _body.AsMemory(0, count);
        }
    }

    private void Add(int at, ReadOnlySpan<byte> bytes)
    {
        if (_body.Length < at + bytes.Length)
            Array.Resize(ref _body, 2 * (at + bytes.Length));

        bytes.CopyTo(_body.AsSpan(at));
    }
}
