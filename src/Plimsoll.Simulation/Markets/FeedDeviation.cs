using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Simulation.Markets;

/// <summary>How far one market ever printed from the others: how telling it would be to believe it alone.</summary>
/// <param name="Rule">The mark rule that believes it.</param>
/// <param name="Worst">The largest distance from the volume-weighted median of all venues, as a share of it.</param>
/// <param name="AtMs">When that was.</param>
public readonly record struct FeedDeviation(MarkRule Rule, double Worst, long AtMs)
{
    /// <summary>The markets of the main underlying, the farthest astray first.</summary>
    public static IReadOnlyList<FeedDeviation> Of(PriceHistory history)
    {
        var map = MarketMap.Create(history, MarkRule.Median);
        var board = new Replay.PriceBoard(history, map);
        var worst = new (double Share, long AtMs)[map.Main.Feeds.Count];
        for (var minute = 0; minute < history.MinuteCount; minute++)
        {
            for (var tick = 0; tick < TickPath.TicksPerMinute; tick++)
            {
                board.Show(minute, tick);
                var fair = (double)map.Main.FromUnits(new(board.Fair[map.Main.Number]));
                for (var i = 0; i < worst.Length; i++)
                {
                    var share = Math.Abs((board.Prints[map.Main.Feeds[i].Series] / fair) - 1);
                    if (share > worst[i].Share)
                    {
                        worst[i] = (share, history.Minute(minute)[0].MinuteMs + (tick * TickPath.TickMs));
                    }
                }
            }
        }

        return
        [
            .. map
                .Main.Feeds.Select((feed, i) => new FeedDeviation(RuleOf(map.Main, feed), worst[i].Share, worst[i].AtMs))
                .OrderByDescending(one => one.Worst)
                .ThenBy(one => one.Rule.Name, StringComparer.Ordinal),
        ];
    }

    private static MarkRule RuleOf(Underlying main, Feed feed)
    {
        var isOnly = main.Feeds.Count(other => other.Market.Venue == feed.Market.Venue) == 1;
        return new(feed.Market.Venue, isOnly ? null : feed.Market.Symbol);
    }
}
