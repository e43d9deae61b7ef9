namespace Plimsoll.Cli.Backtests;

/// <summary>The daily prices that come with the repository.</summary>
internal static class UsualPrices
{
    /// <summary>Where they lie below the repository.</summary>
    public static readonly string File = Path.Combine("data", "daily", "daily_ohlcv_coinbase_2020_2025.csv.gz");

    /// <summary>The file below the working folder, or above the program; null when it is nowhere.</summary>
    public static string? Find()
    {
        if (System.IO.File.Exists(File))
        {
            return File;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, File);
            if (System.IO.File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
