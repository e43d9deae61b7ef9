using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Tests.Replay;

[Trait("Criterion", "REPL-015")]
public sealed class PriceBoardTests : IDisposable
{
    private readonly PriceFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Of_three_venues_the_median_by_volume_counts() => Assert.Equal(101, PriceBoard.FairOf([(150, 2), (100, 3), (101, 2)]));

    [Fact]
    public void Of_two_venues_the_mean_by_volume_counts() => Assert.Equal(125, PriceBoard.FairOf([(100, 3), (200, 1)]));

    [Fact]
    public void A_venue_without_volume_does_not_count() => Assert.Equal(200, PriceBoard.FairOf([(100, 0), (200, 1)]));

    [Fact]
    public void Where_nobody_trades_all_count_alike() => Assert.Equal(150, PriceBoard.FairOf([(100, 0), (200, 0)]));

    [Fact]
    public void The_fair_price_does_not_depend_on_the_mark()
    {
        var history = _files.History(
            PriceFiles.Row(0, "bitmex", "XBTUSD", 100, 100, 100, 100, 300),
            PriceFiles.Row(0, "kraken", "BTCUSD", 200, 200, 200, 200, 5)
        );

        var fair = new[] { MarkRule.Median, MarkRule.Parse("bitmex"), MarkRule.Parse("kraken") }
            .Select(rule => FairUnder(history, rule))
            .Distinct();

        // 300 dollars at 100 and 5 coins of 200, which are 1,000 dollars.
        Assert.Equal([17_692], fair);
    }

    [Fact]
    public void A_stablecoin_market_is_converted_and_its_quote_is_not()
    {
        var history = _files.History(
            PriceFiles.Row(0, "kraken", "BTCUSDT", 100, 100, 100, 100),
            PriceFiles.Row(0, "kraken", "USDTUSD", 0.9m, 0.9m, 0.9m, 0.9m)
        );
        var map = MarketMap.Create(history, MarkRule.Median);
        var board = new PriceBoard(history, map);

        board.Show(0, 0);

        Assert.Equal(90m, map.Main.FromUnits(new(board.Fair[map.Main.Number])));
        Assert.Equal(100m, map.Main.FromUnits(board.Quotes.ToArray().Single(quote => quote.Index == map.Main.Index).Bid));
    }

    private static long FairUnder(Simulation.MarketData.PriceHistory history, MarkRule rule)
    {
        var map = MarketMap.Create(history, rule);
        var board = new PriceBoard(history, map);
        board.Show(0, 3);
        return board.Fair[map.Main.Number] / 10 * 1;
    }
}
