using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Cli.Backtests;

/// <summary>The daily prices that come with the repository.</summary>
internal static class DailyPrices
{
    private static readonly string Usual = Path.Combine("data", "daily", "daily_ohlcv_coinbase_2020_2025.csv.gz");

    /// <summary>Where they are: below the working folder, or above the program.</summary>
    public static string Find()
    {
        if (File.Exists(Usual))
        {
            return Usual;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, Usual);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new MarketDataException(
            MarketDataFault.FileNotReadable,
            Usual,
            0,
            "the repository's own prices, or files in --data",
            "neither"
        );
    }
}
