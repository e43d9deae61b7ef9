using Plimsoll.Feeds.Health;

namespace Plimsoll.Feeds.Connections;

/// <summary>Bytes of one message, up to a bound. Grows as needed and is used again for the next.</summary>
/// <param name="bytesMax">The largest message.</param>
public sealed class MessageBuffer(int bytesMax)
{
    private const int FirstSize = 4096;
    private byte[] _bytes = new byte[Math.Min(FirstSize, bytesMax)];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The message.</summary>
    public ReadOnlySpan<byte> Message => _bytes.AsSpan(0, Length);

    /// <summary>Forgets the message.</summary>
    public void Clear() => Length = 0;

    /// <summary>Room for more, at least one byte.</summary>
    /// <exception cref="FeedConnectionException">The message is larger than allowed.</exception>
    public Memory<byte> Room()
    {
        if (Length == _bytes.Length)
        {
            if (Length >= bytesMax)
            {
                throw new FeedConnectionException(FeedProblem.MessageTooLarge, $"more than {bytesMax} bytes in one message");
            }

            Array.Resize(ref _bytes, (int)Math.Min(bytesMax, 2L * _bytes.Length));
        }

        return _bytes.AsMemory(Length);
    }

    /// <summary>So many bytes were written into the room.</summary>
    public void Wrote(int count) => Length += count;

    /// <summary>Adds bytes.</summary>
    /// <exception cref="FeedConnectionException">The message is larger than allowed.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = Room().Span;
            var part = bytes[..Math.Min(room.Length, bytes.Length)];
            part.CopyTo(room);
            Wrote(part.Length);
            bytes = bytes[part.Length..];
        }
    }
}
