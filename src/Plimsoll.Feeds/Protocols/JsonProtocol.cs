using System.Text.Json;
using Plimsoll.Feeds.Parsing;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Protocols;

/// <summary>What protocols of JSON messages have in common: a message that is none is a notice, never an exception.</summary>
/// <remarks>Open for inheritance within this project only: one class for each venue.</remarks>
public abstract class JsonProtocol : IFeedProtocol
{
    private protected JsonProtocol(IReadOnlyList<FeedSymbol> symbols) => Symbols = new(symbols);

    /// <inheritdoc/>
    public SymbolTable Symbols { get; }

    /// <inheritdoc/>
    public virtual string? Ping => null;

    /// <inheritdoc/>
    public virtual Uri Address(Uri endpoint) => endpoint;

    /// <inheritdoc/>
    public abstract void Begin(ProtocolOutput output);

    /// <inheritdoc/>
    public virtual void Resubscribe(ProtocolOutput output) => Begin(output);

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<byte> message, Timestamp received, ProtocolOutput output)
    {
        try
        {
            if (!TryReadPlain(message))
            {
                var reader = new MessageReader(message);
                ReadMessage(ref reader, received, output);
            }
        }
        catch (Exception e)
            when (e is JsonException or MalformedMessageException or InvalidOperationException or OverflowException or FormatException)
        {
            output.Notice(ProtocolNotice.Malformed, e.Message);
        }
    }

    /// <summary>Whether the message is one that is no JSON, such as a bare <c>pong</c>.</summary>
    private protected virtual bool TryReadPlain(ReadOnlySpan<byte> message) => false;

    private protected abstract void ReadMessage(ref MessageReader reader, Timestamp received, ProtocolOutput output);

    /// <summary>A list of JSON strings, one for each market of a kind.</summary>
    private protected string Quoted(FeedSymbolKind kind, Func<string, string> text) =>
        string.Join(',', Symbols.Symbols.Where(symbol => symbol.Kind == kind).Select(symbol => Quoted(text(symbol.Name))));

    /// <summary>A JSON string.</summary>
    private protected static string Quoted(string text) => JsonSerializer.Serialize(text, TextContext.Default.String);

    private protected bool Has(FeedSymbolKind kind) => Symbols.Symbols.Any(symbol => symbol.Kind == kind);

    /// <summary>Lists of at most so many, for venues that bound what one request may hold.</summary>
    private protected static IEnumerable<string> Batches(IEnumerable<string> parts, int size) =>
        parts.Chunk(size).Select(chunk => string.Join(',', chunk));
}
