using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Server.Demo;

/// <summary>Recorded minutes as one price for each coin and quarter of a minute. Played forth and back, so that it never ends and never jumps.</summary>
internal sealed class DemoPrices
{
    private readonly decimal[][] _prices;

    private DemoPrices(DateTimeOffset begin, decimal[][] prices) => (Begin, _prices) = (begin, prices);

    /// <summary>When the recording begins.</summary>
    public DateTimeOffset Begin { get; }

    /// <summary>How many ticks it has: four a minute.</summary>
    public int Length => _prices[0].Length;

    /// <summary>The time of a tick.</summary>
    public DateTimeOffset TimeOf(int tick) => Begin.AddMilliseconds(tick * TickPath.TickMs);

    /// <summary>The tick of a time, the nearest there is.</summary>
    public int TickOf(DateTimeOffset time) => (int)Math.Clamp((time - Begin).TotalMilliseconds / TickPath.TickMs, 0, Length - 1);

    /// <summary>The price of a coin at a tick.</summary>
    public decimal Of(int coin, int tick) => _prices[coin][tick];

    /// <summary>Reads a file of bars; of each coin the series in dollars that has most of them.</summary>
    /// <exception cref="MarketDataException">It is no such file, or lacks a coin.</exception>
    public static DemoPrices Read(string path)
    {
        var history = PriceHistory.Read([path]);
        var series = DemoListing.Coins.Select(coin => Largest(history, coin, path)).ToArray();
        var prices = series.Select(_ => new decimal[history.MinuteCount * TickPath.TicksPerMinute]).ToArray();
        for (var minute = 0; minute < history.MinuteCount; minute++)
        {
            for (var coin = 0; coin < series.Length; coin++)
            {
                Fill(prices[coin], minute, history.Minute(minute), series[coin]);
            }
        }

        return new(DateTimeOffset.FromUnixTimeMilliseconds(history.Bars[0].MinuteMs), prices);
    }

    /// <summary>A minute without trades has the last price, as before.</summary>
    private static void Fill(decimal[] prices, int minute, ReadOnlySpan<Bar> bars, int series)
    {
        var first = minute * TickPath.TicksPerMinute;
        for (var tick = 0; tick < TickPath.TicksPerMinute; tick++)
        {
            prices[first + tick] = first + tick > 0 ? prices[first + tick - 1] : 0;
            foreach (ref readonly var bar in bars)
            {
                if (bar.Series == series)
                    prices[first + tick] = TickPath.PriceAt(bar, tick);
            }
        }
    }

    private static int Largest(PriceHistory history, string coin, string path)
    {
        var best = Enumerable
            .Range(0, history.Series.Count)
            .Where(series => history.Series[series].Pair() == (coin, "USD"))
            .Select(series => (Series: series, Count: CountOf(history, series)))
            .OrderByDescending(found => found.Count)
            .FirstOrDefault((Series: -1, Count: 0));
        return best.Series >= 0
            ? best.Series
            : throw new MarketDataException(MarketDataFault.NoUsableSeries, path, 0, $"bars of {coin} in USD", "none");
    }

    private static int CountOf(PriceHistory history, int series)
    {
        var count = 0;
        foreach (ref readonly var bar in history.Bars)
        {
            count += bar.Series == series ? 1 : 0;
        }

        return count;
    }
}
