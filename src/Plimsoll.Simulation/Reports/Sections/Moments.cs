using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>Which hours of a replay deserve a closer look.</summary>
internal static class Moments
{
    private const long HalfSpanMs = 45 * 60_000;

    /// <summary>Around the moment in which some venue was farthest from the market's own price.</summary>
    public static (long FromMs, long ToMs) OfDispute(ReplayResult result, Underlying underlying)
    {
        var trace = result.Trace;
        var (worst, at) = (-1.0, 0);
        for (var tick = 0; tick < trace.TicksMs.Count; tick++)
        {
            foreach (var feed in underlying.Feeds)
            {
                var distance = Math.Abs((trace.Prints[feed.Series][tick] / trace.Fair[underlying.Number][tick]) - 1);
                if (distance > worst)
                {
                    (worst, at) = (distance, tick);
                }
            }
        }

        return Around(result, trace.TicksMs[at]);
    }

    /// <summary>Around the minute with the most liquidated notional.</summary>
    public static (long FromMs, long ToMs) OfLiquidations(ReplayResult result)
    {
        var worst = result.Trace.Minutes.Count == 0 ? result.Trace.TicksMs[0] : result.Trace.Minutes.MaxBy(minute => minute.Notional).AtMs;
        return Around(result, worst);
    }

    private static (long FromMs, long ToMs) Around(ReplayResult result, long atMs)
    {
        var (first, last) = (result.Trace.TicksMs[0], result.Trace.TicksMs[^1]);
        var from = Math.Max(first, Math.Min(atMs - HalfSpanMs, last - (2 * HalfSpanMs)));
        return (from, Math.Min(last, from + (2 * HalfSpanMs)));
    }
}
