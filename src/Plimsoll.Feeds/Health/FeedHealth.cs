using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Health;

/// <summary>How one source stands at one moment, for metrics and tables. A copy: it does not change.</summary>
public sealed record FeedHealth
{
    /// <summary>The source.</summary>
    public required string Source { get; init; }

    /// <summary>Its venue.</summary>
    public required string Venue { get; init; }

    /// <summary>How it stands.</summary>
    public FeedState State { get; init; }

    /// <summary>When this was asked.</summary>
    public Timestamp At { get; init; }

    /// <summary>When the last message came; null before the first.</summary>
    public Timestamp? LastMessage { get; init; }

    /// <summary>The last quote that passed; null before the first.</summary>
    public FeedQuote? LastQuote { get; init; }

    /// <summary>How old the last quote is by the venue's stamp; null before the first.</summary>
    public Duration? Age => LastQuote is { } quote ? At - quote.VenueTime : null;

    /// <summary>Received minus stamped, of the latest stamp: delay and difference of clocks together.</summary>
    public Duration? Lag { get; init; }

    /// <summary>The least lag of the last minute or two. Below zero the venue's clock is ahead of this machine's by at least so much; far above, it is behind or all comes late.</summary>
    public Duration? Skew { get; init; }

    /// <summary>How long the latest successful connecting took.</summary>
    public TimeSpan? ConnectedIn { get; init; }

    /// <summary>How long from the start of the first attempt to the first message.</summary>
    public TimeSpan? FirstMessageIn { get; init; }

    /// <summary>Connections made.</summary>
    public long Connects { get; init; }

    /// <summary>Connections made after the first.</summary>
    public long Reconnects => Math.Max(0, Connects - 1);

    /// <summary>Attempts that failed and connections that ended.</summary>
    public long Failures { get; init; }

    /// <summary>Messages received.</summary>
    public long Messages { get; init; }

    /// <summary>Quotes passed on.</summary>
    public long Quotes { get; init; }

    /// <summary>Gaps in what the venue numbers.</summary>
    public long Gaps { get; init; }

    /// <summary>Messages that are not what the venue documents.</summary>
    public long Nonsense { get; init; }

    /// <summary>The last quote of each market that passed, by label: how old each is.</summary>
    public required IReadOnlyDictionary<string, FeedQuote> Markets { get; init; }

    /// <summary>What the venue said when it refused a request on this connection, such as an unknown market; empty for nothing.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>Quotes refused, by reason.</summary>
    public required IReadOnlyDictionary<QuoteRejection, long> Rejected { get; init; }

    /// <summary>Why the last quote was refused, if none has passed since.</summary>
    public QuoteRejection LastRejection { get; init; }

    /// <summary>Why the last connection ended, if none has brought a quote since.</summary>
    public FeedProblem LastProblem { get; init; }

    /// <summary>The words to it: a status code, what the venue said.</summary>
    public string Detail { get; init; } = "";
}
