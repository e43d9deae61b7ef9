using System.Globalization;
using CsvHelper;

namespace Plimsoll.Simulation.MarketData;

/// <summary>One file of minute bars, plain or gzip, checked row by row.</summary>
/// <remarks>Columns, by name in any order: <c>ts_ms, venue, symbol, open, high, low, close, volume</c>. docs/spec/0011-replay.md (REPL-001).</remarks>
internal static class BarFile
{
    private const long EarliestMs = 946_684_800_000; // 2000-01-01
    private const long LatestMs = 4_102_444_800_000; // 2100-01-01
    private const decimal LargestNumber = 1_000_000_000_000_000m;

    private static readonly string[] Columns = ["ts_ms", "venue", "symbol", "open", "high", "low", "close", "volume"];

    /// <summary>Reads all bars; series met for the first time are added to <paramref name="series"/> with the next number.</summary>
    /// <exception cref="MarketDataException">The file is not what it must be.</exception>
    public static List<(Bar Bar, long Line)> Read(string path, Dictionary<PriceSeries, int> series) =>
        Read(path, series, areUnknownLeftOut: false).Bars;

    /// <summary>The same of a file whose prices may be unknown: a row with an empty price is no bar, but counted. Whatever is there must still be what it must be.</summary>
    /// <exception cref="MarketDataException">The file is not what it must be, or has no bar with prices.</exception>
    public static (List<(Bar Bar, long Line)> Bars, int Unknown) ReadKnown(string path, Dictionary<PriceSeries, int> series) =>
        Read(path, series, areUnknownLeftOut: true);

    private static (List<(Bar Bar, long Line)> Bars, int Unknown) Read(
        string path,
        Dictionary<PriceSeries, int> series,
        bool areUnknownLeftOut
    ) =>
        CsvContent.Read(
            path,
            $"a header ({string.Join(',', Columns)}) and bars",
            content => Rows(content, path, series, areUnknownLeftOut)
        );

    /// <summary>A moment as people read it.</summary>
    internal static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static (List<(Bar Bar, long Line)> Bars, int Unknown) Rows(
        Stream content,
        string path,
        Dictionary<PriceSeries, int> series,
        bool areUnknownLeftOut
    )
    {
        var options = CsvReaderOptions.Default with { Separator = ',', TrackLineNumbers = true, TrimWhitespace = true, PoolStrings = true };
        using var csv = CsvReader.Create(content, options, leaveOpen: true);
        csv.ReadHeader();
        if (csv.Headers.Count == 0)
        {
            throw new MarketDataException(
                MarketDataFault.EmptyFile,
                path,
                0,
                $"a header ({string.Join(',', Columns)}) and bars",
                "no line"
            );
        }

        var columns = ColumnsOf(csv, path);
        var (rows, unknown) = (new List<(Bar, long)>(), 0);
        var previous = long.MinValue;
        while (csv.Read())
        {
            var row = new BarRow(csv, columns, path);
            var minute = row.Time(0, EarliestMs, LatestMs);
            if (minute < previous)
            {
                throw row.Fault(MarketDataFault.OutOfOrder, $"a bar not before {Time(previous)}, the one above it", Time(minute));
            }

            previous = minute;
            if (areUnknownLeftOut && IsUnknown(row))
            {
                unknown++;
                continue;
            }

            rows.Add((Checked(row, minute, series, areUnknownLeftOut), row.Line));
        }

        return rows.Count > 0 ? (rows, unknown)
            : unknown > 0
                ? throw new MarketDataException(MarketDataFault.NoBars, path, 0, "at least one bar with prices", "none but empty ones")
            : throw new MarketDataException(MarketDataFault.NoBars, path, 0, "at least one bar", "a header and nothing after it");
    }

    private static int[] ColumnsOf(CsvReader csv, string path)
    {
        string[] header = [.. csv.Headers];
        var columns = new int[Columns.Length];
        for (var i = 0; i < Columns.Length; i++)
        {
            columns[i] = Array.FindIndex(header, name => name == Columns[i]);
            if (columns[i] < 0)
            {
                throw new MarketDataException(
                    MarketDataFault.MissingColumn,
                    path,
                    1,
                    $"a column {Columns[i]}",
                    Quoted(string.Join(',', header))
                );
            }
        }

        return columns;
    }

    /// <summary>Whether a price is empty. What else stands in the row is still checked: an empty cell excuses no wrong one beside it.</summary>
    private static bool IsUnknown(BarRow row)
    {
        _ = (row.Name(1, "venue"), row.Name(2, "symbol"));
        var isUnknown = false;
        for (var column = 3; column <= 6; column++)
        {
            if (row.IsEmpty(column))
            {
                isUnknown = true;
            }
            else
            {
                _ = row.Price(column, Columns[column], LargestNumber);
            }
        }

        if (isUnknown && !row.IsEmpty(7))
        {
            _ = row.Volume(7, LargestNumber);
        }

        return isUnknown;
    }

    private static Bar Checked(BarRow row, long minute, Dictionary<PriceSeries, int> series, bool mayLackVolume)
    {
        var market = new PriceSeries(row.Name(1, "venue").ToLowerInvariant(), row.Name(2, "symbol"));
        var open = row.Price(3, "open", LargestNumber);
        var high = row.Price(4, "high", LargestNumber);
        var low = row.Price(5, "low", LargestNumber);
        var close = row.Price(6, "close", LargestNumber);
        var volume = mayLackVolume && row.IsEmpty(7) ? 0 : row.Volume(7, LargestNumber);
        if (low > high)
        {
            throw row.Fault(MarketDataFault.LowAboveHigh, "low at most high", $"low {low}, high {high}");
        }

        if (close < low || close > high)
        {
            throw row.Fault(MarketDataFault.OutsideRange, $"close within [{low}, {high}]", $"{close}");
        }

        if ((open < low || open > high) && !market.OpensAtPreviousClose)
        {
            throw row.Fault(MarketDataFault.OutsideRange, $"open within [{low}, {high}]", $"{open}");
        }

        if (!series.TryGetValue(market, out var number))
        {
            number = series.Count;
            series.Add(market, number);
        }

        return new(minute, number, open, high, low, close, volume);
    }

    internal static string Quoted(string text) => text.Length <= 120 ? $"\"{text}\"" : $"\"{text[..120]}…\"";
}
