namespace Plimsoll.Simulation.MarketData;

/// <summary>Minute bars of several series, in order of time and then of series.</summary>
public sealed class PriceHistory
{
    /// <summary>Milliseconds in a minute.</summary>
    public const long MinuteMs = 60_000;

    /// <summary>Without a bar on any venue for longer than this the files are refused: prices that nobody has would have to be made up.</summary>
    /// <remarks>Ten minutes is also the longest step of time that the smoothing of prices takes at once (docs/spec/0003-prices.md).</remarks>
    public const int LongestGapMinutes = 10;

    private readonly Bar[] _bars;
    private readonly (int File, long Line)[] _places;
    private readonly int[] _starts;

    private PriceHistory(IReadOnlyList<string> files, IReadOnlyList<PriceSeries> series, List<(Bar Bar, int File, long Line)> rows)
    {
        Files = files;
        Series = series;
        _bars = [.. rows.Select(row => row.Bar)];
        _places = [.. rows.Select(row => (row.File, row.Line))];
        _starts = StartsOf(_bars);
    }

    /// <summary>The files, as the caller named them.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The series, in order of venue and symbol.</summary>
    public IReadOnlyList<PriceSeries> Series { get; }

    /// <summary>How many minutes have at least one bar.</summary>
    public int MinuteCount => _starts.Length - 1;

    /// <summary>All bars.</summary>
    public ReadOnlySpan<Bar> Bars => _bars;

    /// <summary>The bars of the minute at <paramref name="position"/>, never none.</summary>
    public ReadOnlySpan<Bar> Minute(int position) => _bars.AsSpan(_starts[position], _starts[position + 1] - _starts[position]);

    /// <summary>Where a bar stands, to blame it.</summary>
    internal (string File, long Line) PlaceOf(int bar) => (Files[_places[bar].File], _places[bar].Line);

    /// <summary>Venues in the files, in order.</summary>
    public IEnumerable<string> Venues => Series.Select(series => series.Venue).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Reads files and merges their bars.</summary>
    /// <param name="files">Paths, at least one.</param>
    /// <exception cref="MarketDataException">A file is not what it must be.</exception>
    public static PriceHistory Read(IReadOnlyList<string> files)
    {
        var rows = new List<(Bar Bar, int File, long Line)>();
        var series = new Dictionary<PriceSeries, int>();
        for (var file = 0; file < files.Count; file++)
        {
            foreach (var (bar, line) in BarFile.Read(files[file], series))
            {
                rows.Add((bar, file, line));
            }
        }

        var order = series
            .Keys.OrderBy(one => one.Venue, StringComparer.Ordinal)
            .ThenBy(one => one.Symbol, StringComparer.Ordinal)
            .ToList();
        var place = new int[order.Count];
        for (var i = 0; i < order.Count; i++)
        {
            place[series[order[i]]] = i;
        }

        var merged = rows.Select(row => row with { Bar = row.Bar with { Series = place[row.Bar.Series] } })
            .OrderBy(row => row.Bar.MinuteMs)
            .ThenBy(row => row.Bar.Series)
            .ToList();
        RefuseDuplicates(files, order, merged);
        RefuseGaps(files, merged);
        return new([.. files], order, merged);
    }

    private static int[] StartsOf(Bar[] bars)
    {
        var starts = new List<int>();
        for (var i = 0; i < bars.Length; i++)
        {
            if (i == 0 || bars[i].MinuteMs != bars[i - 1].MinuteMs)
            {
                starts.Add(i);
            }
        }

        starts.Add(bars.Length);
        return [.. starts];
    }

    private static void RefuseDuplicates(IReadOnlyList<string> files, List<PriceSeries> series, List<(Bar Bar, int File, long Line)> rows)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            var (bar, file, line) = rows[i];
            if (bar.MinuteMs == rows[i - 1].Bar.MinuteMs && bar.Series == rows[i - 1].Bar.Series)
            {
                throw new MarketDataException(
                    MarketDataFault.DuplicateBar,
                    files[file],
                    line,
                    "one bar of a series per minute",
                    $"a second bar of {series[bar.Series].Name} at {BarFile.Time(bar.MinuteMs)} (the first is in {files[rows[i - 1].File]}, line {rows[i - 1].Line})"
                );
            }
        }
    }

    private static void RefuseGaps(IReadOnlyList<string> files, List<(Bar Bar, int File, long Line)> rows)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            var missing = ((rows[i].Bar.MinuteMs - rows[i - 1].Bar.MinuteMs) / MinuteMs) - 1;
            if (missing > LongestGapMinutes)
            {
                throw new MarketDataException(
                    MarketDataFault.Gap,
                    files[rows[i].File],
                    rows[i].Line,
                    $"a bar on at least one venue every {LongestGapMinutes} minutes",
                    $"none for {missing} minutes before {BarFile.Time(rows[i].Bar.MinuteMs)}"
                );
            }
        }
    }
}
