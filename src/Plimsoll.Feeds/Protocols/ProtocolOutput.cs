using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Protocols;

/// <summary>What a protocol makes of one message: quotes, answers to send, notices. Reused from message to message.</summary>
public sealed class ProtocolOutput
{
    private readonly List<RawQuote> _quotes = [];
    private readonly List<string> _replies = [];
    private readonly List<(ProtocolNotice Notice, string Detail)> _notices = [];

    /// <summary>The quotes.</summary>
    public IReadOnlyList<RawQuote> Quotes => _quotes;

    /// <summary>What is to be sent, in order.</summary>
    public IReadOnlyList<string> Replies => _replies;

    /// <summary>What happened beside quotes.</summary>
    public IReadOnlyList<(ProtocolNotice Notice, string Detail)> Notices => _notices;

    /// <summary>The latest stamp of the venue's clock in the message; zero for none. Events that tell the time only, such as heartbeats, have one too.</summary>
    public Timestamp Stamp { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _quotes.Clear();
        _replies.Clear();
        _notices.Clear();
        Stamp = default;
    }

    /// <summary>Adds a quote; its stamp counts for the venue's clock.</summary>
    /// <param name="symbol">The number of the market, or −1.</param>
    /// <param name="prices">What is said of it.</param>
    /// <param name="time">The venue's stamp, or none.</param>
    /// <param name="sequence">The venue's number, or zero.</param>
    public void Quote(int symbol, in QuotePrices prices, Timestamp time, long sequence = 0) =>
        _quotes.Add(new(symbol, prices, time, sequence));

    /// <summary>Notes a stamp of the venue's clock that was made when the message was sent.</summary>
    public void Stamped(Timestamp time) => Stamp = time > Stamp ? time : Stamp;

    /// <summary>Has something sent.</summary>
    public void Reply(string text) => _replies.Add(text);

    /// <summary>Tells of something.</summary>
    /// <param name="notice">What it is.</param>
    /// <param name="detail">The venue's own words, or where it stands; cut short by who reads it.</param>
    public void Notice(ProtocolNotice notice, string detail) => _notices.Add((notice, detail));
}
