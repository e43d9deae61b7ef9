using System.IO.Compression;
using Plimsoll.Simulation.Books;

namespace Plimsoll.Simulation.Tests.Books;

[Trait("Criterion", "REPL-012")]
public sealed class DepthProfileTests
{
    [Theory]
    [InlineData("BTC", 100, 1_369_021_800)]
    [InlineData("ETH", 10, 626_753_130)]
    public void The_table_is_what_the_snapshots_say(string coin, int face, double openInterest)
    {
        foreach (var distance in new[] { 0.5m, 1m, 1.5m, 2m, 2.5m, 3m })
        {
            var measured = Math.Round(MeanDepth(coin, face, distance));

            Assert.Equal(measured / openInterest, DepthProfile.For(coin).Within((double)distance), 12);
        }
    }

    [Fact]
    public void Beyond_the_snapshots_the_last_slope_goes_on()
    {
        var book = DepthProfile.Bitcoin;

        var slope = book.Within(3) - book.Within(2);

        Assert.Equal(book.Within(3) + (97 * slope), book.Within(100), 12);
    }

    [Fact]
    public void Depth_never_falls_with_distance()
    {
        for (var distance = 0.0; distance < 20; distance += 0.05)
        {
            Assert.True(DepthProfile.Bitcoin.Within(distance + 0.05) >= DepthProfile.Bitcoin.Within(distance));
            Assert.True(DepthProfile.Ether.Within(distance + 0.05) >= DepthProfile.Ether.Within(distance));
        }
    }

    [Fact]
    public void Makers_show_the_depth_of_the_profile_in_lots()
    {
        var book = new OrderBook();
        var quotes = new MakerQuotes(DepthProfile.Bitcoin, openInterest: 1e9, depthMultiple: 1, makers: [7, 8], dollarsPerLotTick: 0.001);

        quotes.Quote(book, mid: 80_000, new LiquidityState(new(), 15));

        var within = book.Depth(-1, 80_000 - (80_000 * 32 / 10_000)) * 80_000 * 0.001;
        Assert.InRange(within / (DepthProfile.Bitcoin.Within(32) * 1e9), 0.99, 1.01);
        Assert.Equal([7, 8], book.Side(1).Select(order => order.Owner).Distinct().Order());
        Assert.True(book.BestBid < 80_000 && book.BestAsk > 80_000);
    }

    private static double MeanDepth(string coin, int face, decimal distanceBp)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(PriceFiles.Books(coin)), CompressionMode.Decompress));
        text.ReadLine();
        var books = new Dictionary<string, List<(bool IsBid, decimal Price, decimal Quantity)>>();
        while (text.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            if (fields[1] == "binance_cm")
            {
                books.TryAdd(fields[0], []);
                books[fields[0]].Add((fields[3] == "bid", decimal.Parse(fields[5]), decimal.Parse(fields[6])));
            }
        }

        var depths = new List<decimal>();
        foreach (var book in books.Values)
        {
            var mid = (book.Where(row => row.IsBid).Max(row => row.Price) + book.Where(row => !row.IsBid).Min(row => row.Price)) / 2;
            foreach (var side in book.GroupBy(row => row.IsBid))
            {
                var reach = side.Max(row => Math.Abs(row.Price - mid));
                if (reach * 10_000 >= distanceBp * mid)
                {
                    depths.Add(side.Where(row => Math.Abs(row.Price - mid) * 10_000 <= distanceBp * mid).Sum(row => row.Quantity) * face);
                }
            }
        }

        return (double)depths.Average();
    }
}
