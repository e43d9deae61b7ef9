using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Replay;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Tests.Markets;

public sealed class MarketMapTests : IDisposable
{
    private readonly PriceFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory, Trait("Criterion", "REPL-004")]
    [InlineData("XBTUSD", "BTC", "USD")]
    [InlineData("BTC-PERP", "BTC", "USD")]
    [InlineData("ETHUSDT", "ETH", "USDT")]
    [InlineData("eth_usdc", "ETH", "USDC")]
    [InlineData("USDC/USD", "USDC", "USD")]
    [InlineData("USDCUSDT", "USDC", "USDT")]
    public void A_symbol_is_base_and_quote(string symbol, string coin, string quote) =>
        Assert.Equal((coin, quote), new PriceSeries("kraken", symbol).Pair());

    [Theory, Trait("Criterion", "REPL-004")]
    [InlineData("BTCEUR")]
    [InlineData("USD")]
    public void Other_symbols_are_left_out(string symbol) => Assert.Null(new PriceSeries("kraken", symbol).Pair());

    [Fact, Trait("Criterion", "REPL-005")]
    public void Stablecoins_come_first_and_convert()
    {
        var map = MarketMap.Create(PriceHistory.Read([PriceFiles.Depeg]), MarkRule.Median);

        Assert.Equal(["USDT", "USDC", "BTC"], map.Underlyings.Select(one => one.Coin));
        Assert.Empty(map.LeftOut);
        Assert.Equal(10, map.Main.Feeds.Count);
        var byName = map.Main.Feeds.ToDictionary(feed => feed.Market.Name);
        Assert.Equal((-1, 8), (byName["coinbase:BTCUSD"].ConvertBy, byName["coinbase:BTCUSD"].Weight));
        Assert.Equal((0, 4), (byName["coinbase:BTCUSDT"].ConvertBy, byName["coinbase:BTCUSDT"].Weight));
        Assert.Equal(1, byName["bybit:BTCUSDC"].ConvertBy);
        Assert.Equal(0, map.Underlyings[1].Feeds.Single(feed => feed.Market.Symbol == "USDCUSDT").ConvertBy);
    }

    [Fact, Trait("Criterion", "REPL-005")]
    public void A_series_in_an_unpriced_stablecoin_is_left_out_and_named()
    {
        var history = _files.History(Row("kraken", "BTCUSD", 100), Row("okx", "BTCUSDT", 100), Row("okx", "BTCEUR", 100));

        var map = MarketMap.Create(history, MarkRule.Median);

        Assert.Equal(["kraken:BTCUSD"], map.Main.Feeds.Select(feed => feed.Market.Name));
        Assert.Equal(["okx:BTCEUR", "okx:BTCUSDT"], map.LeftOut.Select(one => one.Series).Order());
    }

    [Fact, Trait("Criterion", "REPL-001")]
    public void Files_without_a_coin_in_dollars_are_refused()
    {
        var history = _files.History(Row("okx", "BTCUSDT", 100));

        var refusal = Assert.Throws<MarketDataException>(() => MarketMap.Create(history, MarkRule.Median));

        Assert.Equal(MarketDataFault.NoUsableSeries, refusal.Fault);
        Assert.Contains("okx:BTCUSDT", refusal.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "REPL-001")]
    public void Stablecoins_alone_are_refused_and_named()
    {
        var history = _files.History(Row("kraken", "USDCUSD", 1), Row("kraken", "USDTUSD", 1));

        var refusal = Assert.Throws<MarketDataException>(() => MarketMap.Create(history, MarkRule.Median));

        Assert.Equal(MarketDataFault.NoUsableSeries, refusal.Fault);
        Assert.Contains("found stablecoins alone: USDC, USDT.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "REPL-001")]
    [InlineData("0.00001", "50", "a price of ABC from 0.000001 to 10, since the first was 0.00001", "50")]
    [InlineData("7900", "0.001", "a price of ABC from 0.01 to 1000000000, since the first was 7900", "0.001")]
    [InlineData("7900", "0.0000000000000001", "a price of ABC from 0.01 to 1000000000, since the first was 7900", "0.0000000000000001")]
    public void A_price_that_runs_away_by_orders_of_magnitude_is_refused_with_its_line(
        string one,
        string two,
        string expected,
        string found
    )
    {
        var (first, second) = (decimal.Parse(one), decimal.Parse(two));
        var history = _files.History(
            PriceFiles.Row(0, "kraken", "ABCUSD", first, first, first, first),
            PriceFiles.Row(1, "kraken", "ABCUSD", first, Math.Max(first, second), Math.Min(first, second), first)
        );

        var refusal = Assert.Throws<MarketDataException>(() => MarketMap.Create(history, MarkRule.Median));

        Assert.Equal((MarketDataFault.OutOfRange, 3), (refusal.Fault, refusal.Line));
        Assert.Equal((history.Files[0], expected, found), (refusal.File, refusal.Expected, refusal.Found));
    }

    [Theory, Trait("Criterion", "REPL-001")]
    [InlineData("0.0000000000000001")]
    [InlineData("0.0000001")]
    public void A_coin_too_cheap_for_a_quantity_is_refused(string price)
    {
        var history = _files.History(Row("kraken", "BTCUSD", 100), Row("kraken", "ABCUSD", decimal.Parse(price)));

        var refusal = Assert.Throws<MarketDataException>(() => MarketMap.Create(history, MarkRule.Median));

        Assert.Equal((MarketDataFault.OutOfRange, 3, price), (refusal.Fault, refusal.Line, refusal.Found));
    }

    [Fact, Trait("Criterion", "REPL-005")]
    public void Of_more_series_than_an_index_takes_those_with_the_fewest_bars_go()
    {
        var rows = Enumerable
            .Range(0, 40)
            .Select(venue => Row($"v{venue:00}", "BTCUSD", 100))
            .Append(PriceFiles.Row(1, "v39", "BTCUSD", 1, 1, 1, 1));

        var map = MarketMap.Create(_files.History([.. rows]), MarkRule.Median);

        Assert.Equal(32, map.Main.Feeds.Count);
        Assert.Contains(map.Main.Feeds, feed => feed.Market.Venue == "v39");
        Assert.Equal(8, map.LeftOut.Count);
    }

    [Fact, Trait("Criterion", "REPL-006")]
    public void No_venue_reaches_half_of_the_weight_where_there_are_three()
    {
        var feeds = MarketMap.Create(PriceHistory.Read([PriceFiles.Depeg]), MarkRule.Median).Main.Feeds;

        var byVenue = feeds.GroupBy(feed => feed.Market.Venue).Select(venue => venue.Sum(feed => feed.Weight)).ToList();

        Assert.True(byVenue.Max() * 2 < byVenue.Sum());
    }

    [Theory, Trait("Criterion", "REPL-007")]
    [InlineData("7917.93", 2)]
    [InlineData("64123.5", 2)]
    [InlineData("201.32", 3)]
    [InlineData("50.35", 4)]
    [InlineData("1.0", 5)]
    [InlineData("0.21245", 6)]
    [InlineData("0.00001234", 10)]
    public void Decimals_give_the_first_price_six_digits(string price, int decimals) =>
        Assert.Equal(decimals, Underlying.DecimalsFor(decimal.Parse(price)));

    [Fact, Trait("Criterion", "REPL-007")]
    public void Prices_are_rounded_to_the_nearest_unit_halves_to_even()
    {
        var coin = MarketMap.Create(_files.History(Row("kraken", "BTCUSD", 7917.93m)), MarkRule.Median).Main;

        Assert.Equal(new Price(791_793), coin.ToUnits(7917.9301252m));
        Assert.Equal(new Price(791_792), coin.ToUnits(7917.925m));
        Assert.Equal(new Price(791_794), coin.ToUnits(7917.935m));
    }

    [Theory, Trait("Criterion", "REPL-007")]
    [InlineData("7917.93")]
    [InlineData("201.32")]
    [InlineData("0.21245")]
    [InlineData("0.00001234")]
    public void A_tick_of_a_lot_is_a_whole_number_of_millionths(string price)
    {
        var coin = MarketMap.Create(_files.History(Row("kraken", "ABCUSD", decimal.Parse(price))), MarkRule.Median).Main;

        var listed = VenueListing.Grid(new(0), coin);

        var scale = (decimal)ExactMath.PowerOfTen(coin.Decimals) * ExactMath.PowerOfTen(listed.QuantityDecimals);
        Assert.Equal(0, listed.TickUnits * listed.LotUnits * 1_000_000m / scale % 1);
        Assert.True(listed.Coins(listed.LotUnits) * coin.FirstPrice >= 1);
    }

    [Theory, Trait("Criterion", "REPL-008")]
    [InlineData("binance_us", "binance_us:BTCUSD", "binance_us:USDCUSDT")]
    [InlineData("binance_us:BTCUSDC", "binance_us:BTCUSDC", "binance_us:USDCUSDT")]
    [InlineData("kraken:btcusdt", "kraken:BTCUSDT", "kraken:USDCUSD")]
    [InlineData("bybit", "bybit:BTCUSDC", "binance_us:USDCUSDT,kraken:USDCUSD")]
    public void One_venue_is_the_only_source_of_what_it_quotes(string rule, string bitcoin, string usdc)
    {
        var map = MarketMap.Create(PriceHistory.Read([PriceFiles.Depeg]), MarkRule.Parse(rule));

        Assert.Equal([bitcoin], SourcesOf(map, "BTC"));
        Assert.Equal(usdc.Split(','), SourcesOf(map, "USDC"));
        Assert.Equal(10, map.Main.Feeds.Count);
    }

    [Fact, Trait("Criterion", "REPL-008")]
    public void A_believed_venue_is_never_doubted()
    {
        var map = MarketMap.Create(PriceHistory.Read([PriceFiles.BlackThursday]), MarkRule.Parse("bitmex"));

        var bitcoin = VenueListing.Index(map.Main, map.Rule);
        var ether = VenueListing.Index(map.Underlyings[1], map.Rule);

        Assert.Equal((Rate.One, Rate.Zero), (bitcoin.ClampPerMinute, bitcoin.FrozenShare));
        Assert.Equal(Rate.FromPercent(3), ether.ClampPerMinute);
    }

    [Theory, Trait("Criterion", "REPL-008")]
    [InlineData("ftx")]
    [InlineData("kraken:XBTEUR")]
    public void A_venue_that_is_not_there_is_refused_with_those_that_are(string rule)
    {
        var refusal = Assert.Throws<UnknownVenueException>(() =>
            MarketMap.Create(PriceHistory.Read([PriceFiles.Depeg]), MarkRule.Parse(rule))
        );

        Assert.Contains("kraken", refusal.Known);
        Assert.Contains("bybit:BTCUSDC", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_market_with_the_wick_is_the_most_telling()
    {
        var deviations = FeedDeviation.Of(PriceHistory.Read([PriceFiles.Depeg]));

        Assert.Equal("binance_us:BTCUSDC", deviations[0].Rule.Name);
        Assert.Equal(10, deviations.Count);
        Assert.InRange(deviations[0].Worst, 0.15, 0.25);
    }

    private static string Row(string venue, string symbol, decimal price) => PriceFiles.Row(0, venue, symbol, price, price, price, price);

    private static IEnumerable<string> SourcesOf(MarketMap map, string coin) =>
        map.Underlyings.Single(one => one.Coin == coin).Feeds.Where(feed => feed.Source >= 0).Select(feed => feed.Market.Name);
}
