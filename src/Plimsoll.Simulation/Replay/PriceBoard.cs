using Plimsoll.Engine.Marking;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Markets;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>What all venues print at one tick: the quotes for the engine, and the price that makers take for fair.</summary>
/// <remarks>
/// The fair price weighs the venues' prints by their volume in dollars in this minute: the median of three or more, the mean of two. It does
/// not depend on the mark rule: makers quote where the trade is, and all runs compare on the same market. docs/spec/0011-replay.md (REPL-015).
/// </remarks>
internal sealed class PriceBoard
{
    private const double LeastVolume = 1e-9; // where nothing was traded anywhere, all prints count alike
    private readonly PriceHistory _history;
    private readonly MarketMap _map;
    private readonly List<Feed>[] _feedsOfSeries;
    private readonly int[] _underlyingOfSeries;
    private readonly int[] _barOfSeries;
    private readonly IndexQuote[] _quotes;
    private readonly List<(long Price, double Volume)> _prints = [];
    private int _quoteCount;

    public PriceBoard(PriceHistory history, MarketMap map)
    {
        _history = history;
        _map = map;
        _feedsOfSeries = new List<Feed>[history.Series.Count];
        _underlyingOfSeries = new int[history.Series.Count];
        _barOfSeries = new int[history.Series.Count];
        _quotes = new IndexQuote[history.Series.Count];
        Fair = new long[map.Underlyings.Count];
        Prints = new double[history.Series.Count];
        Array.Fill(Prints, double.NaN);
        for (var i = 0; i < _feedsOfSeries.Length; i++)
        {
            _feedsOfSeries[i] = [];
            _underlyingOfSeries[i] = -1;
        }

        foreach (var underlying in map.Underlyings)
        {
            foreach (var feed in underlying.Feeds)
            {
                _feedsOfSeries[feed.Series].Add(feed);
                _underlyingOfSeries[feed.Series] = underlying.Number;
            }
        }
    }

    /// <summary>Fair price per underlying, in units of its index; zero before the first print.</summary>
    public long[] Fair { get; }

    /// <summary>Latest print of each series in USD; NaN before the first.</summary>
    public double[] Prints { get; }

    /// <summary>The quotes of the present tick, for the engine.</summary>
    public ReadOnlyMemory<IndexQuote> Quotes => _quotes.AsMemory(0, _quoteCount);

    /// <summary>Moves to a tick.</summary>
    public void Show(int minute, int tick)
    {
        _quoteCount = 0;
        Array.Fill(_barOfSeries, -1);
        var bars = _history.Minute(minute);
        for (var i = 0; i < bars.Length; i++)
        {
            _barOfSeries[bars[i].Series] = i;
        }

        foreach (var underlying in _map.Underlyings)
        {
            ShowUnderlying(underlying, bars, tick);
        }
    }

    private void ShowUnderlying(Underlying underlying, ReadOnlySpan<Bar> bars, int tick)
    {
        _prints.Clear();
        foreach (var feed in underlying.Feeds)
        {
            if (_barOfSeries[feed.Series] < 0)
            {
                continue;
            }

            ref readonly var bar = ref bars[_barOfSeries[feed.Series]];
            var price = underlying.ToUnits(TickPath.PriceAt(bar, tick));
            if (feed.Source >= 0)
            {
                _quotes[_quoteCount++] = new(underlying.Index, (byte)feed.Source, price, price);
            }

            var dollars = InDollars(price.Units, feed);
            if (dollars > 0)
            {
                var coins = (double)bar.Volume;
                _prints.Add((dollars, feed.Market.VolumeIsInDollars ? coins : coins * (double)bar.Close));
                Prints[feed.Series] = (double)underlying.FromUnits(new(dollars));
            }
        }

        Fair[underlying.Number] = _prints.Count == 0 ? Fair[underlying.Number] : FairOf(_prints);
    }

    private long InDollars(long price, Feed feed)
    {
        if (feed.ConvertBy < 0)
        {
            return price;
        }

        var scale = ExactMath.PowerOfTen(_map.Underlyings[feed.ConvertBy].Decimals);
        return (long)((Int128)price * Fair[feed.ConvertBy] / scale);
    }

    internal static long FairOf(List<(long Price, double Volume)> prints)
    {
        prints.Sort(static (a, b) => a.Price.CompareTo(b.Price));
        var (volumes, products) = (0.0, 0.0);
        foreach (var (price, volume) in prints)
        {
            volumes += volume + LeastVolume;
            products += (volume + LeastVolume) * price;
        }

        return prints.Count <= 2 ? (long)Math.Round(products / volumes) : Median(prints, volumes / 2);
    }

    private static long Median(List<(long Price, double Volume)> prints, double half)
    {
        var passed = 0.0;
        foreach (var (price, volume) in prints)
        {
            passed += volume + LeastVolume;
            if (passed > half)
            {
                return price;
            }
        }

        return prints[^1].Price;
    }
}
