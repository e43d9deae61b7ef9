using System.IO.Compression;
using System.Text;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Simulation.Tests;

/// <summary>Price files to test with: small ones written by hand, and extracts of the recorded ones.</summary>
internal sealed class PriceFiles : IDisposable
{
    public const string Header = "ts_ms,venue,symbol,open,high,low,close,volume";
    public const long Start = 1_583_884_800_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-prices-").FullName;

    public static string BlackThursday { get; } = Recorded("1m_2020-03-11_2020-03-14_black_thursday.csv.gz");

    public static string Depeg { get; } = Recorded("1m_2023-03-08_2023-03-14_usdc_depeg_multivenue.csv.gz");

    public static string Books(string coin) => Path.Combine(Root(), "data", "books", $"l2_top50_binance_{coin}_2024-08-08.csv.gz");

    /// <summary>A file of these lines.</summary>
    public string Write(params ReadOnlySpan<string> lines) => WriteAs("prices.csv", string.Join('\n', lines) + "\n");

    public string WriteAs(string name, string content) => WriteAs(name, Encoding.UTF8.GetBytes(content));

    public string WriteAs(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>The history of a header and these rows.</summary>
    public PriceHistory History(params ReadOnlySpan<string> rows) => PriceHistory.Read([Write([Header, .. rows])]);

    /// <summary>The minutes of a recorded file between two moments.</summary>
    public PriceHistory Extract(string file, long fromMs, long toMs)
    {
        using var gzip = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var lines = new List<string> { gzip.ReadLine()! };
        while (gzip.ReadLine() is { } line)
        {
            var at = long.Parse(line.AsSpan(0, line.IndexOf(',')));
            if (at >= fromMs && at < toMs)
            {
                lines.Add(line);
            }
        }

        return PriceHistory.Read([Write([.. lines])]);
    }

    /// <summary>One minute's row.</summary>
    public static string Row(
        int minute,
        string venue,
        string symbol,
        decimal open,
        decimal high,
        decimal low,
        decimal close,
        decimal volume = 1
    ) => $"{Start + (minute * 60_000L)},{venue},{symbol},{open},{high},{low},{close},{volume}";

    public static byte[] Gzip(string content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(content));
        }

        return memory.ToArray();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Recorded(string name) => Path.Combine(Root(), "data", "prices", name);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Plimsoll.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No folder above the tests holds Plimsoll.slnx.");
    }
}
