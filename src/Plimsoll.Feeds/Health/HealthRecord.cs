using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Health;

/// <summary>Counts what happens to one source. Safe for any number of threads; counting allocates nothing once every market has been heard.</summary>
internal sealed class HealthRecord(string source, string venue, Duration quietAfter)
{
    private const int DetailMax = 160;
    private readonly Lock _lock = new();
    private readonly long[] _rejected = new long[Enum.GetValues<QuoteRejection>().Length];
    private readonly Dictionary<string, FeedQuote> _markets = new(StringComparer.Ordinal);
    private readonly ClockEstimate _clock = new();
    private FeedState _state;
    private bool _hasQuoteHere;
    private Timestamp? _lastMessage;
    private FeedQuote? _lastQuote;
    private TimeSpan? _connectedIn;
    private TimeSpan? _firstMessageIn;
    private (long Connects, long Failures, long Messages, long Quotes, long Gaps, long Nonsense) _counts;
    private QuoteRejection _lastRejection;
    private FeedProblem _lastProblem;
    private string _detail = "";
    private string _refusal = "";

    public void Connecting() => Enter(FeedState.Connecting);

    public void Stopped() => Enter(FeedState.Stopped);

    public void Connected(TimeSpan took)
    {
        lock (_lock)
        {
            (_state, _hasQuoteHere, _connectedIn, _refusal) = (FeedState.Connected, false, took, "");
            _counts.Connects++;
        }
    }

    public void Failed(FeedProblem problem, string detail)
    {
        lock (_lock)
        {
            (_state, _lastProblem, _detail) = (FeedState.Waiting, problem, Short(detail));
            _counts.Failures++;
        }
    }

    public void Message(Timestamp at, Timestamp stamp, TimeSpan sinceStart)
    {
        lock (_lock)
        {
            _counts.Messages++;
            _lastMessage = at;
            _firstMessageIn ??= sinceStart;
            if (stamp != default)
            {
                _clock.Observe(stamp, at);
            }
        }
    }

    public void Passed(in FeedQuote quote)
    {
        lock (_lock)
        {
            _counts.Quotes++;
            (_hasQuoteHere, _lastQuote, _lastRejection, _lastProblem, _detail) = (true, quote, QuoteRejection.None, FeedProblem.None, "");
            _markets[quote.Symbol] = quote;
        }
    }

    public void Rejected(QuoteRejection reason)
    {
        lock (_lock)
        {
            _rejected[(int)reason]++;
            _lastRejection = reason;
        }
    }

    public void Noticed(ProtocolNotice notice, string detail)
    {
        lock (_lock)
        {
            _detail = Short(detail);
            switch (notice)
            {
                case ProtocolNotice.Malformed:
                    _counts.Nonsense++;
                    break;
                case ProtocolNotice.Gap:
                    _counts.Gaps++;
                    break;
                case ProtocolNotice.Refused:
                    _refusal = _detail;
                    break;
            }
        }
    }

    /// <summary>A copy of how the source stands.</summary>
    public FeedHealth At(Timestamp now)
    {
        lock (_lock)
        {
            return new()
            {
                Source = source,
                Venue = venue,
                State = StateAt(now),
                At = now,
                LastMessage = _lastMessage,
                LastQuote = _lastQuote,
                Lag = _clock.Lag,
                Skew = _clock.Skew,
                ConnectedIn = _connectedIn,
                FirstMessageIn = _firstMessageIn,
                Connects = _counts.Connects,
                Failures = _counts.Failures,
                Messages = _counts.Messages,
                Quotes = _counts.Quotes,
                Gaps = _counts.Gaps,
                Nonsense = _counts.Nonsense,
                Refusal = _refusal,
                Markets = new Dictionary<string, FeedQuote>(_markets, StringComparer.Ordinal),
                Rejected = Enumerable
                    .Range(0, _rejected.Length)
                    .Where(reason => _rejected[reason] > 0)
                    .ToDictionary(reason => (QuoteRejection)reason, reason => _rejected[reason]),
                LastRejection = _lastRejection,
                LastProblem = _lastProblem,
                Detail = _detail,
            };
        }
    }

    private FeedState StateAt(Timestamp now)
    {
        if (_state is not FeedState.Connected)
        {
            return _state;
        }

        var isFresh = _hasQuoteHere && _lastQuote is { } quote && now - quote.Received <= quietAfter;
        return isFresh ? FeedState.Live
            : _lastRejection is not QuoteRejection.None ? FeedState.Refusing
            : _hasQuoteHere ? FeedState.Quiet
            : FeedState.Connected;
    }

    private void Enter(FeedState state)
    {
        lock (_lock)
        {
            _state = state;
        }
    }

    private static string Short(string text) => text.Length <= DetailMax ? text : text[..DetailMax] + "…";
}
