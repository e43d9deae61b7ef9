using System.Buffers.Binary;

namespace Plimsoll.Fuzz.Wire;

/// <summary>Frames as a server sends them: whole, unmasked.</summary>
internal sealed class FrameReader(Stream stream)
{
    private byte[] _buffer = new byte[1 << 14];
    private int _from;
    private int _count;

    /// <summary>The head of the answer to the handshake.</summary>
    public async Task<string> HeadAsync(CancellationToken cancellation)
    {
        int end;
        while ((end = _buffer.AsSpan(_from, _count - _from).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync(cancellation))
                return "";
        }

        var head = System.Text.Encoding.ASCII.GetString(_buffer, _from, end);
        _from += end + 4;
        return head;
    }

    /// <summary>The next frame; opcode −1 when the connection has ended.</summary>
    public async ValueTask<(int Opcode, ReadOnlyMemory<byte> Payload)> NextAsync(CancellationToken cancellation)
    {
        if (!await NeedAsync(2, cancellation))
            return (-1, default);

        var (first, second) = (_buffer[_from], _buffer[_from + 1]);
        if ((second & 0x80) != 0)
            throw new InvalidDataException("the server masked a frame");

        var head = (second & 0x7f) switch
        {
            126 => 4,
            127 => 10,
            _ => 2,
        };
        if (!await NeedAsync(head, cancellation))
            return (-1, default);

        var length = head switch
        {
            4 => BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_from + 2)),
            10 => checked((int)BinaryPrimitives.ReadUInt64BigEndian(_buffer.AsSpan(_from + 2))),
            _ => second & 0x7f,
        };
        if (!await NeedAsync(head + length, cancellation))
            return (-1, default);

        var payload = _buffer.AsMemory(_from + head, length);
        _from += head + length;
        return (first & 0x0f, payload);
    }

    private async ValueTask<bool> NeedAsync(int count, CancellationToken cancellation)
    {
        while (_count - _from < count)
        {
            if (!await FillAsync(cancellation))
                return false;
        }

        return true;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _count - _from).CopyTo(_buffer);
            (_from, _count) = (0, _count - _from);
        }

        if (_count == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);

        var read = await stream.ReadAsync(_buffer.AsMemory(_count), cancellation);
        _count += read;
        return read > 0;
    }
}
