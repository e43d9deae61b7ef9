using System.Globalization;
using Plimsoll.Marking;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Simulation.Markets;

/// <summary>From the series of the files to underlyings, each with its sources in USD.</summary>
/// <remarks>docs/spec/0011-replay.md (REPL-004 … REPL-007).</remarks>
public sealed class MarketMap
{
    private const decimal LeastPrice = 0.000_001m; // what twenty thousand traders hold of anything cheaper does not fit a quantity
    private const long LeastUnits = 1;
    private const long LargestUnits = 100_000_000_000; // what an index that values collateral takes, docs/spec/0002-instruments.md (INST-007)

    private MarketMap(MarkRule rule, IReadOnlyList<Underlying> underlyings, IReadOnlyList<(string Series, string Reason)> leftOut)
    {
        Rule = rule;
        Underlyings = underlyings;
        LeftOut = leftOut;
        Main = underlyings.Where(one => !one.IsStablecoin).OrderByDescending(one => one.Feeds.Count).ThenBy(one => one.Number).First();
    }

    /// <summary>Which sources are believed.</summary>
    public MarkRule Rule { get; }

    /// <summary>The underlyings by number.</summary>
    public IReadOnlyList<Underlying> Underlyings { get; }

    /// <summary>Series that cannot be priced in USD, each with the reason.</summary>
    public IReadOnlyList<(string Series, string Reason)> LeftOut { get; }

    /// <summary>The coin, no stablecoin, that most series price; the first of them when equal.</summary>
    public Underlying Main { get; }

    /// <summary>Maps the series of <paramref name="history"/>.</summary>
    /// <exception cref="MarketDataException">No coin can be priced in USD.</exception>
    /// <exception cref="UnknownVenueException">The rule names a venue or market that is not there.</exception>
    public static MarketMap Create(PriceHistory history, MarkRule rule)
    {
        var statistics = SeriesStatistics.Of(history);
        var leftOut = new List<(string, string)>();
        var candidates = Candidates(history, leftOut);
        var coins = InOrder(candidates);
        Settle(candidates, coins, leftOut);
        coins.RemoveAll(coin => !candidates.Exists(one => one.Base == coin));
        if (!coins.Exists(coin => !Underlying.IsStable(coin)))
        {
            var reasons =
                leftOut.Count > 0
                    ? string.Join("; ", leftOut.Select(one => $"{one.Item1}: {one.Item2}"))
                    : $"stablecoins alone: {string.Join(", ", coins)}";
            throw new MarketDataException(
                MarketDataFault.NoUsableSeries,
                string.Join(", ", history.Files),
                0,
                "a coin, no stablecoin, with a price in USD",
                reasons
            );
        }

        LimitSources(candidates, coins, statistics, leftOut);
        RefuseUnknownVenue(rule, candidates);
        var underlyings = coins.Select((coin, number) => Build(coin, number, coins, candidates, rule, statistics)).ToList();
        RefuseExtremes(history, underlyings);
        return new(rule, underlyings, leftOut);
    }

    private static List<Candidate> Candidates(PriceHistory history, List<(string, string)> leftOut)
    {
        var candidates = new List<Candidate>();
        for (var i = 0; i < history.Series.Count; i++)
        {
            if (history.Series[i].Pair() is var (coin, quote))
            {
                candidates.Add(new(i, history.Series[i], coin, quote));
            }
            else
            {
                leftOut.Add((history.Series[i].Name, "its symbol does not end in USD, USDT or USDC"));
            }
        }

        return candidates;
    }

    /// <summary>Stablecoins quoted in USD first, then those quoted in other stablecoins, then BTC, ETH and the rest by name.</summary>
    private static List<string> InOrder(List<Candidate> candidates) =>
        [
            .. candidates
                .Select(one => one.Base)
                .Distinct()
                .OrderBy(coin => !Underlying.IsStable(coin))
                .ThenBy(coin => Underlying.IsStable(coin) && candidates.Exists(one => one.Base == coin && one.Quote != "USD"))
                .ThenBy(coin =>
                    coin switch
                    {
                        "BTC" => 0,
                        "ETH" => 1,
                        _ => 2,
                    }
                )
                .ThenBy(coin => coin, StringComparer.Ordinal),
        ];

    /// <summary>Drops the series whose quote currency has no index of a smaller number, until nothing more falls.</summary>
    private static void Settle(List<Candidate> candidates, List<string> coins, List<(string, string)> leftOut)
    {
        while (candidates.Find(one => !IsPriced(one)) is { } unpriced)
        {
            candidates.Remove(unpriced);
            leftOut.Add((unpriced.Market.Name, $"quoted in {unpriced.Quote}, and the files hold no price of {unpriced.Quote} in USD"));
        }

        bool IsPriced(Candidate one) =>
            one.Quote == "USD"
            || (candidates.Exists(other => other.Base == one.Quote) && coins.IndexOf(one.Quote) < coins.IndexOf(one.Base));
    }

    /// <summary>An index takes a bounded number of sources: those with the fewest bars go.</summary>
    private static void LimitSources(
        List<Candidate> candidates,
        List<string> coins,
        SeriesStatistics[] statistics,
        List<(string, string)> leftOut
    )
    {
        foreach (var coin in coins)
        {
            var own = candidates
                .Where(one => one.Base == coin)
                .OrderByDescending(one => statistics[one.Series].Bars)
                .ThenBy(one => one.Series);
            foreach (var one in own.Skip(IndexParameters.MaxSources).ToList())
            {
                candidates.Remove(one);
                leftOut.Add(
                    (one.Market.Name, $"an index takes at most {IndexParameters.MaxSources} sources, and the others have more bars")
                );
            }
        }
    }

    /// <summary>Decimals follow from the first price; one that runs away from it by many orders of magnitude could not be carried.</summary>
    private static void RefuseExtremes(PriceHistory history, List<Underlying> underlyings)
    {
        var underlyingOf = new Underlying?[history.Series.Count];
        foreach (var underlying in underlyings)
        {
            underlying.Feeds.ToList().ForEach(feed => underlyingOf[feed.Series] = underlying);
        }

        for (var i = 0; i < history.Bars.Length; i++)
        {
            var bar = history.Bars[i];
            if (underlyingOf[bar.Series] is { } underlying)
            {
                // An open outside the range counts as the nearest price within, so the range says it all.
                var (least, most) = (Math.Max(LeastPrice, underlying.FromUnits(new(LeastUnits))), underlying.FromUnits(new(LargestUnits)));
                var found = bar.High > most ? bar.High : bar.Low;
                if (bar.High > most || bar.Low < least)
                {
                    var (file, line) = history.PlaceOf(i);
                    var expected =
                        $"a price of {underlying.Coin} from {Plain(least)} to {Plain(most)}, since the first was {Plain(underlying.FirstPrice)}";
                    throw new MarketDataException(MarketDataFault.OutOfRange, file, line, expected, Plain(found));
                }
            }
        }
    }

    private static string Plain(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private static void RefuseUnknownVenue(MarkRule rule, List<Candidate> candidates)
    {
        if (
            !rule.IsMedian
            && !candidates.Exists(one => one.Market.Venue == rule.Venue && (rule.Symbol is null || IsNamed(one.Market, rule.Symbol)))
        )
        {
            var markets = candidates.Select(one => one.Market).OrderBy(market => market.Name, StringComparer.Ordinal).ToList();
            throw new UnknownVenueException(
                rule.Name,
                [.. markets.Select(market => market.Venue).Distinct(), .. markets.Select(market => market.Name)]
            );
        }
    }

    private static bool IsNamed(PriceSeries market, string symbol) =>
        string.Equals(market.Symbol, symbol, StringComparison.OrdinalIgnoreCase);

    private static Underlying Build(
        string coin,
        int number,
        List<string> coins,
        List<Candidate> candidates,
        MarkRule rule,
        SeriesStatistics[] statistics
    )
    {
        var own = candidates.Where(one => one.Base == coin).ToList();
        var believed = Believed(own, rule, statistics);
        var feeds = new List<Feed>();
        var sources = 0;
        foreach (var one in own)
        {
            var isSource = believed is null || believed.Series == one.Series;
            var convertBy = one.Quote == "USD" ? -1 : coins.IndexOf(one.Quote);
            feeds.Add(new(one.Series, one.Market, VenueWeights.Of(one.Market.Venue, convertBy < 0), convertBy, isSource ? sources++ : -1));
        }

        var first = own.OrderBy(one => statistics[one.Series].FirstMinuteMs).ThenBy(one => one.Series).First();
        var price = statistics[first.Series].FirstClose;
        var isDense = own.Exists(one => statistics[one.Series].Coverage >= 0.95);
        return new(number, coin, Underlying.DecimalsFor(price), price, isDense, feeds);
    }

    /// <summary>The one series that a single-venue rule believes for this coin; null when the venue does not quote it.</summary>
    private static Candidate? Believed(List<Candidate> own, MarkRule rule, SeriesStatistics[] statistics) =>
        rule.IsMedian
            ? null
            : own.Where(one => one.Market.Venue == rule.Venue)
                .OrderByDescending(one => rule.Symbol is not null && IsNamed(one.Market, rule.Symbol))
                .ThenByDescending(one => one.Quote == "USD")
                .ThenByDescending(one => statistics[one.Series].Bars)
                .ThenBy(one => one.Series)
                .FirstOrDefault();

    private sealed record Candidate(int Series, PriceSeries Market, string Base, string Quote);
}
