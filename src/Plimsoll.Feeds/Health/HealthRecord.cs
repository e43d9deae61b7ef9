using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Health;

/// <summary>Counts what happens to one source. Safe for any number of threads.</summary>
internal sealed class HealthRecord(string source, string venue, Duration quietAfter)
{
    private const int DetailMax = 160;
    private readonly Lock _lock = new();
    private readonly long[] _rejected = new long[Enum.GetValues<QuoteRejection>().Length];
    private readonly ClockEstimate _clock = new();
    private FeedState _state;
    private FeedHealth _now = new()
    {
        Source = source,
        Venue = venue,
        Rejected = new Dictionary<QuoteRejection, long>(),
    };

    private bool _hasQuoteHere;

    public void Connecting() => Change(FeedState.Connecting, health => health);

    public void Connected(TimeSpan took) =>
        Change(FeedState.Connected, health => health with { Connects = health.Connects + 1, ConnectedIn = took, Refusal = "" });

    public void Stopped() => Change(FeedState.Stopped, health => health);

    public void Failed(FeedProblem problem, string detail) =>
        Change(FeedState.Waiting, health => health with { Failures = health.Failures + 1, LastProblem = problem, Detail = Short(detail) });

    public void Message(Timestamp at, Timestamp stamp, TimeSpan sinceStart)
    {
        lock (_lock)
        {
            _now = _now with { Messages = _now.Messages + 1, LastMessage = at, FirstMessageIn = _now.FirstMessageIn ?? sinceStart };
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
            _hasQuoteHere = true;
            _now = _now with
            {
                Quotes = _now.Quotes + 1,
                LastQuote = quote,
                LastRejection = QuoteRejection.None,
                LastProblem = FeedProblem.None,
                Detail = "",
            };
        }
    }

    public void Rejected(QuoteRejection reason)
    {
        lock (_lock)
        {
            _rejected[(int)reason]++;
            _now = _now with { LastRejection = reason };
        }
    }

    public void Noticed(ProtocolNotice notice, string detail)
    {
        lock (_lock)
        {
            _now = notice switch
            {
                ProtocolNotice.Malformed => _now with { Nonsense = _now.Nonsense + 1 },
                ProtocolNotice.Gap => _now with { Gaps = _now.Gaps + 1 },
                ProtocolNotice.Refused => _now with { Refusal = Short(detail) },
                _ => _now,
            };
            _now = _now with { Detail = Short(detail) };
        }
    }

    public FeedHealth At(Timestamp now)
    {
        lock (_lock)
        {
            return _now with
            {
                At = now,
                State = StateAt(now),
                Lag = _clock.Lag,
                Skew = _clock.Skew,
                Rejected = Enumerable
                    .Range(0, _rejected.Length)
                    .Where(reason => _rejected[reason] > 0)
                    .ToDictionary(reason => (QuoteRejection)reason, reason => _rejected[reason]),
            };
        }
    }

    private FeedState StateAt(Timestamp now)
    {
        if (_state is not FeedState.Connected)
        {
            return _state;
        }

        var isFresh = _hasQuoteHere && _now.LastQuote is { } quote && now - quote.Received <= quietAfter;
        return _now.LastRejection is not QuoteRejection.None && !isFresh ? FeedState.Refusing
            : isFresh ? FeedState.Live
            : _hasQuoteHere ? FeedState.Quiet
            : FeedState.Connected;
    }

    private void Change(FeedState state, Func<FeedHealth, FeedHealth> change)
    {
        lock (_lock)
        {
            _hasQuoteHere &= state is not FeedState.Connected;
            _state = state;
            _now = change(_now);
        }
    }

    private static string Short(string text) => text.Length <= DetailMax ? text : text[..DetailMax] + "…";
}
