using System.IO.Compression;

namespace Plimsoll.Cli.Tests.Replay;

/// <summary>Forty minutes of 12 March 2020 as a price file, and a folder for what is written.</summary>
public sealed class CrashFile : IDisposable
{
    private const long FromMs = 1_584_008_400_000; // 12 March 2020 10:20 UTC
    private const long ToMs = FromMs + (40 * 60_000);

    public CrashFile()
    {
        Folder = Directory.CreateTempSubdirectory("plimsoll-cli-").FullName;
        Prices = Path.Combine(Folder, "prices.csv");
        using var gzip = new StreamReader(new GZipStream(File.OpenRead(Recorded()), CompressionMode.Decompress));
        using var extract = new StreamWriter(Prices);
        extract.WriteLine(gzip.ReadLine());
        while (gzip.ReadLine() is { } line)
        {
            if (long.Parse(line.AsSpan(0, line.IndexOf(','))) is >= FromMs and < ToMs)
            {
                extract.WriteLine(line);
            }
        }
    }

    public string Folder { get; }

    public string Prices { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Recorded()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Plimsoll.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "data", "prices", "1m_2020-03-11_2020-03-14_black_thursday.csv.gz");
    }
}
