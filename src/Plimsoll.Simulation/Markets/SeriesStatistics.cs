using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Simulation.Markets;

/// <summary>What the mapping must know of a series: where it begins and how many minutes it fills.</summary>
internal readonly record struct SeriesStatistics(long FirstMinuteMs, decimal FirstClose, int Bars, double Coverage)
{
    public static SeriesStatistics[] Of(PriceHistory history)
    {
        var all = new SeriesStatistics[history.Series.Count];
        foreach (ref readonly var bar in history.Bars)
        {
            ref var one = ref all[bar.Series];
            one = one.Bars == 0 ? new(bar.MinuteMs, bar.Close, 1, 0) : one with { Bars = one.Bars + 1 };
        }

        for (var i = 0; i < all.Length; i++)
        {
            all[i] = all[i] with { Coverage = (double)all[i].Bars / history.MinuteCount };
        }

        return all;
    }
}
