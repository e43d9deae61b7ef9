using System.Threading.Channels;

namespace Plimsoll.Feeds.Quotes;

/// <summary>Where sources put their quotes and one reader takes them: the latest of each market of each source, and no more.</summary>
/// <remarks>
/// A reader who is slow gets fewer quotes, never older ones, and nothing grows: there is one place for each market that a source was asked for.
/// What waited longer than the bound is dropped when it is taken, since what receives it can no longer see how old it is. Safe for any number of writers.
/// </remarks>
/// <param name="clock">This machine's clock.</param>
/// <param name="waitMax">How long a quote may wait for its reader.</param>
public sealed class QuoteBoard(TimeProvider clock, TimeSpan waitMax)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Source, string Symbol), int> _places = [];
    private readonly List<(FeedQuote Quote, long Put)> _latest = [];
    private readonly List<bool> _isWaiting = [];
    private readonly Queue<int> _waiting = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>How many quotes were replaced by a later one before they were taken.</summary>
    public long Replaced { get; private set; }

    /// <summary>How many quotes waited too long and were dropped.</summary>
    public long Expired { get; private set; }

    /// <summary>How many quotes wait to be taken.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Puts a quote on the board, in the place of the one before it.</summary>
    public void Put(in FeedQuote quote)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue((quote.Source, quote.Symbol), out var place))
            {
                place = _latest.Count;
                _places.Add((quote.Source, quote.Symbol), place);
                _latest.Add(default);
                _isWaiting.Add(false);
            }

            _latest[place] = (quote, clock.GetTimestamp());
            if (_isWaiting[place])
            {
                Replaced++;
                return;
            }

            _isWaiting[place] = true;
            _waiting.Enqueue(place);
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Waits until there may be something to take.</summary>
    /// <exception cref="OperationCanceledException">Waiting was given up.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        await _signal.Reader.ReadAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes all that wait, in the order in which their markets first changed.</summary>
    /// <param name="into">Where they are added; not cleared.</param>
    /// <returns>How many were added.</returns>
    public int Take(List<FeedQuote> into)
    {
        lock (_lock)
        {
            var before = into.Count;
            while (_waiting.TryDequeue(out var place))
            {
                _isWaiting[place] = false;
                var (quote, put) = _latest[place];
                if (clock.GetElapsedTime(put) > waitMax)
                {
                    Expired++;
                    continue;
                }

                into.Add(quote);
            }

            return into.Count - before;
        }
    }
}
