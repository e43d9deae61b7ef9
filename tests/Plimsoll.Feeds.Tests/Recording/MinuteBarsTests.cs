using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Feeds.Recording;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Tests.Recording;

public sealed class MinuteBarsTests
{
    private const long Start = 1_783_641_600_000;

    [Fact, Trait("Criterion", "FEED-042")]
    public void Quotes_become_bars_that_the_replay_reads()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var bars = new MinuteBars(new StreamWriter(path)))
            {
                bars.Put(Quote("kraken", "BTC/USD", Start + 1_000, 100.10m));
                bars.Put(Quote("coinbase", "BTC-USD", Start + 1_500, 101));
                bars.Put(Quote("kraken", "BTC/USD", Start + 2_000, 103));
                bars.Put(Quote("kraken", "BTC/USD", Start + 3_000, 99));
                bars.Put(Quote("kraken", "BTC/USD", Start + 59_999, 100.500m));
                bars.Put(Quote("kraken", "BTC/USD", Start + 60_000, 102));
                bars.Put(Quote("coinbase", "BTC-USD", Start + 50_000, 101)); // of a minute that is written
            }

            Assert.Equal(
                [
                    MinuteBars.Header,
                    $"{Start},coinbase,BTC-USD,101,101,101,101,0",
                    $"{Start},kraken,BTC/USD,100.1,103,99,100.5,0",
                    $"{Start + 60_000},coinbase,BTC-USD,101,101,101,101,0",
                    $"{Start + 60_000},kraken,BTC/USD,102,102,102,102,0",
                ],
                File.ReadAllLines(path)
            );
            var history = PriceHistory.Read([path]);
            Assert.Equal(["coinbase:BTC-USD", "kraken:BTC/USD"], history.Series.Select(series => series.Name));
            Assert.Equal(("BTC", "USD"), history.Series[1].Pair());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact, Trait("Criterion", "FEED-042")]
    public void Names_are_made_fit_for_price_files()
    {
        using var text = new StringWriter();
        using (var bars = new MinuteBars(text))
        {
            bars.Put(Quote("my kraken, or so", "e62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43", Start, 1));
        }

        Assert.EndsWith($"{Start},my-kraken--or-so,e62df6c8b4a85fe1a67db44d,1,1,1,1,0\n", text.ToString(), StringComparison.Ordinal);
    }

    private static FeedQuote Quote(string source, string symbol, long atMs, decimal price) =>
        new(
            source,
            symbol,
            FeedSymbolKind.Market,
            new(price, price),
            Timestamp.FromMilliseconds(atMs),
            Timestamp.FromMilliseconds(atMs),
            0
        );
}
