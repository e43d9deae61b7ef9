using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Load.Wire;

/// <summary>A TCP connection that is sent to and read from by system calls alone, so that the client costs the same whoever answers.</summary>
internal sealed class TcpWire : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _bytes = new byte[64 << 10];
    private int _from;
    private int _until;

    public TcpWire(int port)
    {
        _socket.Connect(IPAddress.Loopback, port);
        _socket.ReceiveTimeout = 30_000;
    }

    /// <summary>What was received and not yet taken.</summary>
    public ReadOnlySpan<byte> Received => _bytes.AsSpan(_from, _until - _from);

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    /// <summary>Waits for more.</summary>
    /// <exception cref="EndOfStreamException">The other side has closed.</exception>
    public void Receive()
    {
        if (_from == _until)
            _from = _until = 0;

        if (_until == _bytes.Length)
            MakeRoom();

        var count = _socket.Receive(_bytes.AsSpan(_until));
        if (count == 0)
            throw new EndOfStreamException("The other side closed the connection.");

        _until += count;
    }

    /// <summary>Waits until there are so many bytes.</summary>
    public ReadOnlySpan<byte> Receive(int count)
    {
        while (_until - _from < count)
        {
            Receive();
        }

        return _bytes.AsSpan(_from, count);
    }

    /// <summary>These were read.</summary>
    public void Take(int count) => _from += count;

    public void Dispose() => _socket.Dispose();

    private void MakeRoom()
    {
        if (_from == 0)
            Array.Resize(ref _bytes, 2 * _bytes.Length);

        _bytes.AsSpan(_from, _until - _from).CopyTo(_bytes);
        (_from, _until) = (0, _until - _from);
    }
}
