using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Tests.Quotes;

public sealed class QuoteBoardTests
{
    private readonly SteadyClock _clock = new();

    [Fact, Trait("Criterion", "FEED-015")]
    public void A_slow_reader_finds_the_latest_of_each_market_and_no_more()
    {
        var board = new QuoteBoard(_clock, TimeSpan.FromSeconds(1));
        for (var i = 1; i <= 10_000; i++)
        {
            board.Put(Quote("a", i));
            board.Put(Quote("b", i));
        }

        var taken = new List<FeedQuote>();

        Assert.Equal(2, board.Waiting);
        Assert.Equal(2, board.Take(taken));
        Assert.Equal([("a", 10_000m), ("b", 10_000m)], taken.Select(quote => (quote.Source, quote.Prices.Bid)));
        Assert.Equal((19_998, 0, 0), (board.Replaced, board.Take(taken), board.Waiting));
    }

    [Fact, Trait("Criterion", "FEED-015")]
    public void What_waited_too_long_is_dropped()
    {
        var board = new QuoteBoard(_clock, TimeSpan.FromSeconds(1));
        var taken = new List<FeedQuote>();
        board.Put(Quote("a", 1));
        _clock.Seconds += 2;
        board.Put(Quote("b", 1));

        Assert.Equal(1, board.Take(taken));
        Assert.Equal(("b", 1), (taken.Single().Source, board.Expired));
    }

    [Fact, Trait("Criterion", "FEED-015")]
    public async Task Writers_and_a_reader_at_once_lose_no_last_quote()
    {
        const int last = 20_000;
        var board = new QuoteBoard(TimeProvider.System, TimeSpan.FromMinutes(1));
        var seen = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var writers = Enumerable
            .Range(0, 3)
            .Select(writer =>
                Task.Run(() =>
                {
                    for (var i = 1; i <= last; i++)
                    {
                        board.Put(Quote($"{writer}", i));
                    }
                })
            )
            .ToArray();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var taken = new List<FeedQuote>();

        while (seen.Count < 3 || seen.Values.Any(bid => bid < last))
        {
            await board.WaitAsync(patience.Token);
            taken.Clear();
            board.Take(taken);
            foreach (var quote in taken)
            {
                Assert.True(!seen.TryGetValue(quote.Source, out var before) || before < quote.Prices.Bid);
                seen[quote.Source] = quote.Prices.Bid;
            }
        }

        await Task.WhenAll(writers);
    }

    private static FeedQuote Quote(string source, decimal bid) =>
        new(source, "X", FeedSymbolKind.Market, new(bid, bid + 1), new Timestamp(1), new Timestamp(1), 0);

    private sealed class SteadyClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
