using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Connections;

/// <summary>From a message to quotes that passed: protocol, gate, comparison with others, health. The same for a live source and a recorded one. One thread.</summary>
internal sealed class FeedIntake
{
    private readonly FeedSource _source;
    private readonly QuoteGate _gate;
    private readonly PriceWatch? _watch;
    private readonly HealthRecord _health;
    private readonly QuoteHandler _quotes;
    private readonly string[] _labels;

    /// <param name="source">The source, complete.</param>
    /// <param name="health">Counts.</param>
    /// <param name="watch">Compares with others, or null.</param>
    /// <param name="quotes">Takes what passes.</param>
    public FeedIntake(FeedSource source, HealthRecord health, PriceWatch? watch, QuoteHandler quotes)
    {
        _source = source;
        _health = health;
        _watch = watch;
        _quotes = quotes;
        Protocol = VenueCatalog.Protocol(source);
        _gate = new(source.Limits!, Protocol.Symbols.Symbols);
        _labels = [.. Protocol.Symbols.Symbols.Select(symbol => symbol.Shown)];
    }

    public IFeedProtocol Protocol { get; }

    /// <summary>What the latest message, or the beginning, asks to be sent and tells.</summary>
    public ProtocolOutput Output { get; } = new();

    /// <summary>How many quotes passed since the connection began.</summary>
    public long Passed { get; private set; }

    public void Begin()
    {
        Output.Clear();
        Passed = 0;
        _gate.Reconnected();
        Protocol.Begin(Output);
    }

    public void Resubscribe()
    {
        Output.Clear();
        Protocol.Resubscribe(Output);
    }

    public void Take(ReadOnlySpan<byte> message, Timestamp received, TimeSpan sinceStart)
    {
        Output.Clear();
        if (!message.IsEmpty)
        {
            Protocol.Read(message, received, Output);
        }

        _health.Message(received, Output.Stamp, sinceStart);
        for (var i = 0; i < Output.Quotes.Count; i++)
        {
            Judge(Output.Quotes[i], received);
        }

        for (var i = 0; i < Output.Notices.Count; i++)
        {
            _health.Noticed(Output.Notices[i].Notice, Output.Notices[i].Detail);
        }
    }

    private void Judge(in RawQuote raw, Timestamp received)
    {
        var reason = _gate.Judge(raw, received);
        if (reason is QuoteRejection.None && IsAlone(raw, received))
        {
            reason = QuoteRejection.Deviating;
        }

        if (reason is not QuoteRejection.None)
        {
            _health.Rejected(reason);
            return;
        }

        var quote = new FeedQuote(
            _source.Name,
            _labels[raw.Symbol],
            Protocol.Symbols.Symbols[raw.Symbol].Kind,
            raw.Prices,
            raw.VenueTime,
            received,
            raw.Sequence
        );
        Passed++;
        _health.Passed(quote);
        _quotes(quote);
    }

    private bool IsAlone(in RawQuote raw, Timestamp received) =>
        _watch is not null
        && Protocol.Symbols.Symbols[raw.Symbol] is { Group: { } group, Kind: var kind }
        && _watch.Deviates(group, $"{_source.Name} {_labels[raw.Symbol]}", raw.Prices.Reference(kind), received);
}
