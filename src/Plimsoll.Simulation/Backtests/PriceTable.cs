using Plimsoll.Numerics;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Simulation.Backtests;

/// <summary>Bars of one length, daily or hourly, of several markets, as moves from close to close.</summary>
public sealed class PriceTable
{
    private PriceTable(IReadOnlyList<string> files, IReadOnlyList<PeriodSeries> series, long stepMs, int holes, int unknown) =>
        (Files, Series, StepMs, Holes, Unknown) = (files, series, stepMs, holes, unknown);

    /// <summary>The files, as the caller named them.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The markets, in order of name.</summary>
    public IReadOnlyList<PeriodSeries> Series { get; }

    /// <summary>The length of a bar in milliseconds: the commonest distance from one to the next.</summary>
    public long StepMs { get; }

    /// <summary>How often bars are missing: moves across such a hole are left out.</summary>
    public int Holes { get; }

    /// <summary>How many rows have an empty price: it is not known, and the row counts as missing.</summary>
    public int Unknown { get; }

    /// <summary>Moves that are hardly those of a market, in order of time; they are used as they are.</summary>
    public IReadOnlyList<LargeMove> LargeMoves { get; private init; } = [];

    /// <summary>The length of a period in years of 365 days: coins trade every day.</summary>
    public double StepYears => StepMs / (365.0 * 86_400_000);

    /// <summary>Reads files and puts their markets side by side.</summary>
    /// <param name="files">Paths, at least one.</param>
    /// <exception cref="MarketDataException">A file is not what it must be.</exception>
    public static PriceTable Read(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var numbers = new Dictionary<PriceSeries, int>();
        var rows = new List<(Bar Bar, long Line, string File)>();
        var unknown = 0;
        foreach (var file in files)
        {
            var (known, empty) = BarFile.ReadKnown(file, numbers);
            rows.AddRange(known.Select(row => (row.Bar, row.Line, file)));
            unknown += empty;
        }

        var bars = rows.GroupBy(row => row.Bar.Series)
            .ToDictionary(group => group.Key, group => group.OrderBy(row => row.Bar.MinuteMs).ToList());
        RefuseDuplicates(bars.Values, numbers.ToDictionary(pair => pair.Value, pair => pair.Key));
        var step = StepOf(bars.Values);
        var holes = 0;
        var (series, large) = (new List<PeriodSeries>(), new List<LargeMove>());
        foreach (var (market, number) in numbers.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal))
        {
            var (one, missing) = MovesOf(market, bars[number], step);
            holes += missing;
            series.Add(one);
            large.AddRange(LargeMovesOf(market, bars[number], step));
        }

        return new([.. files], Labelled(series), step, holes, unknown) { LargeMoves = [.. large.OrderBy(move => move.TimeMs)] };
    }

    private static (PeriodSeries Series, int Holes) MovesOf(PriceSeries market, List<(Bar Bar, long Line, string File)> bars, long step)
    {
        var (times, moves, prices, holes) = (new List<long>(), new List<double>(), new List<double>(), 0);
        for (var i = 1; i < bars.Count; i++)
        {
            var (before, bar) = (bars[i - 1].Bar, bars[i].Bar);
            if (bar.MinuteMs - before.MinuteMs != step)
            {
                holes++;
                continue;
            }

            times.Add(bar.MinuteMs + step);
            prices.Add((double)before.Close);
            moves.Add(DeterministicMath.Log((double)bar.Close / (double)before.Close));
        }

        return (new(market.Name, market.Pair()?.Base ?? market.Symbol, times, [.. moves]) { Prices = [.. prices] }, holes);
    }

    private static IEnumerable<LargeMove> LargeMovesOf(PriceSeries market, List<(Bar Bar, long Line, string File)> bars, long step) =>
        from pair in bars.Zip(bars.Skip(1))
        let moved = pair.Second.Bar
        where moved.MinuteMs - pair.First.Bar.MinuteMs == step && LargeMove.Is(pair.First.Bar.Close, moved.Close)
        select new LargeMove(pair.Second.File, pair.Second.Line, market.Name, moved.MinuteMs, pair.First.Bar.Close, moved.Close);

    /// <summary>A coin of one market is called by its name alone; several markets of a coin are told apart.</summary>
    private static List<PeriodSeries> Labelled(List<PeriodSeries> series)
    {
        var shared = series.GroupBy(one => one.Coin, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);
        var several = shared.ToHashSet(StringComparer.Ordinal);
        return series.ConvertAll(one => several.Contains(one.Coin) ? one with { Label = $"{one.Coin} ({one.Name})" } : one);
    }

    private static long StepOf(IEnumerable<List<(Bar Bar, long Line, string File)>> markets)
    {
        var counts = new SortedDictionary<long, int>();
        foreach (var bars in markets)
        {
            for (var i = 1; i < bars.Count; i++)
            {
                var distance = bars[i].Bar.MinuteMs - bars[i - 1].Bar.MinuteMs;
                counts[distance] = counts.GetValueOrDefault(distance) + 1;
            }
        }

        return counts.Count == 0 ? 86_400_000 : counts.MaxBy(pair => pair.Value).Key;
    }

    private static void RefuseDuplicates(IEnumerable<List<(Bar Bar, long Line, string File)>> markets, Dictionary<int, PriceSeries> names)
    {
        foreach (var bars in markets)
        {
            for (var i = 1; i < bars.Count; i++)
            {
                if (bars[i].Bar.MinuteMs == bars[i - 1].Bar.MinuteMs)
                {
                    throw new MarketDataException(
                        MarketDataFault.DuplicateBar,
                        bars[i].File,
                        bars[i].Line,
                        "one bar of a series per period",
                        $"a second bar of {names[bars[i].Bar.Series].Name} at {BarFile.Time(bars[i].Bar.MinuteMs)}"
                    );
                }
            }
        }
    }
}
