using Plimsoll.Values;

namespace Plimsoll.Feeds.Protocols;

/// <summary>How one venue is spoken to and understood. Pure: no socket, no clock. One object serves one connection after another, from one thread at a time.</summary>
public interface IFeedProtocol
{
    /// <summary>The markets and their numbers.</summary>
    SymbolTable Symbols { get; }

    /// <summary>What keeps the connection alive in the venue's own words, or null where it needs nothing.</summary>
    string? Ping { get; }

    /// <summary>Where exactly to connect, given the venue's endpoint.</summary>
    Uri Address(Uri endpoint);

    /// <summary>Begins with a new connection: forgets the old one and says what to send.</summary>
    void Begin(ProtocolOutput output);

    /// <summary>Asks for the state anew on the same connection, after a gap.</summary>
    void Resubscribe(ProtocolOutput output);

    /// <summary>Reads one message. Never throws: what it does not understand is a notice.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="received">When it was whole.</param>
    /// <param name="output">Where what it says is added.</param>
    void Read(ReadOnlySpan<byte> message, Timestamp received, ProtocolOutput output);
}
