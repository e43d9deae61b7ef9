using System.Globalization;
using System.IO.Compression;
using Plimsoll.Margin.Liquidity;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Simulation.Tests.Books;

/// <summary>What closing costs in recorded books of Binance's BTCUSDT perpetual: the table of docs/guide/liquidity.md.</summary>
public sealed class RealDepthTests
{
    private const double ReachShare = 0.001;

    /// <summary>All books of the recording, best level first.</summary>
    private static IReadOnlyList<CloseOutMarket> Books { get; } = Read();

    [Theory, Trait("Criterion", "LVAR-001")]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1_000)]
    public void The_guides_table_is_what_comes_out(int coins)
    {
        var costs = Books.Select(book => CloseOutCost.Of(coins, book) / (coins * book.Mid) * 10_000).Order().ToArray();
        var row = File.ReadLines(RepositoryFiles.PathOf("docs", "guide", "liquidity.md"))
            .Single(line => line.StartsWith(string.Create(CultureInfo.InvariantCulture, $"| {coins:N0} |"), StringComparison.Ordinal))
            .Split('|', StringSplitOptions.TrimEntries);

        Assert.Equal(
            [
                Text(costs[0]),
                Text(costs[costs.Length / 2]),
                Text(costs[^1]),
                Text(LiquidationTime.Seconds(coins, Books[0].DailyVolume, 0.1) / 60),
            ],
            row[2..6]
        );
    }

    [Fact, Trait("Criterion", "LVAR-003")]
    public void Half_the_depth_never_costs_less()
    {
        foreach (var book in Books)
        {
            var half = book with { Levels = [.. book.Levels.Select(level => level with { Quantity = level.Quantity / 2 })] };
            for (var coins = 0.5; coins < 2_000; coins *= 2)
            {
                Assert.True(CloseOutCost.Of(coins, half) >= CloseOutCost.Of(coins, book));
            }
        }
    }

    private static string Text(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);

    private static IReadOnlyList<CloseOutMarket> Read()
    {
        var path = RepositoryFiles.PathOf("data", "books", "l2_top50_binance_BTC_2024-08-08.csv.gz");
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var rows = new List<(long At, string Side, int Level, double Price, double Quantity)>();
        text.ReadLine();
        while (text.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            if (cells[1] == "binance_um")
            {
                double Number(int cell) => double.Parse(cells[cell], CultureInfo.InvariantCulture);
                rows.Add(
                    (
                        long.Parse(cells[0], CultureInfo.InvariantCulture),
                        cells[3],
                        int.Parse(cells[4], CultureInfo.InvariantCulture),
                        Number(5),
                        Number(6)
                    )
                );
            }
        }

        return [.. rows.GroupBy(row => row.At).OrderBy(book => book.Key).Select(book => Market([.. book]))];
    }

    /// <summary>The bids, for a long that is closed. Volume and volatility are the guide's assumptions, not the venue's.</summary>
    private static CloseOutMarket Market((long At, string Side, int Level, double Price, double Quantity)[] book)
    {
        var bids = book.Where(row => row.Side == "bid").OrderBy(row => row.Level).ToArray();
        var mid = (bids[0].Price + book.Where(row => row.Side == "ask").Min(row => row.Price)) / 2;
        var levels = bids.Select(row => new DepthLevel(mid - row.Price, row.Quantity)).Where(level => level.Distance <= mid * ReachShare);
        return new([.. levels], mid * ReachShare, mid, DailyVolatility: 0.03, DailyVolume: 100_000);
    }
}
