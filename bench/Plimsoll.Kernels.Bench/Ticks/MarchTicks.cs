using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Marking;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Population;
using Plimsoll.Values;

namespace Plimsoll.Kernels.Bench.Ticks;

/// <summary>What the venues printed on 12 and 13 March 2020, four ticks a minute, to the population of the replay, all of whom hold their positions from the first price on.</summary>
internal sealed class MarchTicks
{
    private const string File = "data/prices/1m_2020-03-11_2020-03-14_black_thursday.csv.gz";
    private const long From = 1_583_971_200_000; // 12 March 2020, 00:00 UTC
    private const long Until = From + (2 * 24 * 60 * PriceHistory.MinuteMs);
    private const int DollarDecimals = 6;
    private static readonly AssetId Dollar = new(0);

    private readonly PriceHistory _history;
    private readonly MarketMap _map;
    private readonly EnginePair _pair = new(new VenueParameters { Numeraire = Dollar });
    private readonly InstrumentIds _perpetuals;
    private readonly AccountId _maker;
    private readonly Taker _taker;
    private Timestamp _now = Timestamp.FromMilliseconds(From);
    private int _minute;

    private MarchTicks(int accounts)
    {
        _history = PriceHistory.Read([Path.Combine(Root(), File)]);
        _map = MarketMap.Create(_history, MarkRule.Median);
        _perpetuals = new(_map);
        _pair.Prepare(
            new ListAsset(
                _now,
                new()
                {
                    Id = Dollar,
                    Symbol = "USD",
                    Decimals = DollarDecimals,
                }
            )
        );
        foreach (var underlying in _map.Underlyings)
        {
            _pair.Prepare(new ListIndex(_now, Index(underlying)));
        }

        foreach (var coin in _perpetuals.Coins)
        {
            var perpetual = TickVenue.Perpetual(_perpetuals.Of(coin.Number).Value);
            _pair.Prepare(
                new ListInstrument(
                    _now,
                    perpetual with
                    {
                        Underlying = coin.Index,
                        PriceDecimals = coin.Decimals,
                        QuantityDecimals = QuantityDecimals(coin),
                    }
                )
            );
        }

        _pair.Prepare(new OpenAccount(_now, 0, AccountKind.MarketMaker));
        _maker = new(_pair.Certified.AccountCount - 1);
        _taker = new(_pair, _maker);
        _pair.Prepare(new FundInsurance(_now, Dollar, new((Int128)1_000_000_000_000_000_000)));
        Populate(accounts);
    }

    /// <summary>The full scan decides every eighth or sixteenth tick, and follows at the others: all of them would take it an hour.</summary>
    public static CaseGroup Create(bool isQuick)
    {
        var (accounts, every) = isQuick ? (100_000, 8) : (1_000_000, 16);
        var march = new MarchTicks(accounts);
        march.Play(every);
        return new([], TickCases.Known(march._pair, "ticks.march"), [.. TickCases.Times("ticks.march", march._pair)])
        {
            Sizes = [("march", accounts)],
        };
    }

    private void Populate(int accounts)
    {
        var market = _pair.Certified.CopyMarket();
        for (_minute = FirstMinute(); !_perpetuals.Coins.All(coin => market.Mark(_perpetuals.Of(coin.Number)).IsPositive); _minute++)
        {
            _now = Timestamp.FromMilliseconds(_history.Minute(_minute)[0].MinuteMs);
            _pair.Prepare(new SubmitQuotes(_now, Quotes(_minute, 0), default));
            market = _pair.Certified.CopyMarket();
        }

        foreach (var trader in TraderPopulation.Draw(new PopulationParameters(), _map, accounts, seed: 1))
        {
            _pair.Prepare(new OpenAccount(_now, trader.Number, AccountKind.User));
            var account = new AccountId(_pair.Certified.AccountCount - 1);
            _pair.Prepare(new DepositCollateral(_now, account, Dollar, new((Int128)(trader.Equity * 1e6))));
            var legs = new List<TradeLeg>();
            foreach (var position in trader.Positions)
            {
                var (coin, instrument) = (_map.Underlyings[position.Underlying], _perpetuals.Of(position.Underlying));
                var price = market.Mark(instrument);
                var lots = (long)(position.Notional / (double)coin.FromUnits(price) * Math.Pow(10, QuantityDecimals(coin)));
                if (lots > 0)
                    legs.Add(new(_taker.NextTrade(), instrument, new(position.Side * lots), price, account, default, _maker, default));
            }

            if (legs.Count > 0)
                _pair.Prepare(new RecordTrades(_now, legs.ToArray()));
        }
    }

    private void Play(int every)
    {
        var ticks = 0;
        for (var minute = _minute; minute < _history.MinuteCount && _history.Minute(minute)[0].MinuteMs < Until; minute++)
        {
            for (var tick = 0; tick < TickPath.TicksPerMinute; tick++)
            {
                _now = Timestamp.FromMilliseconds(_history.Minute(minute)[0].MinuteMs + (tick * TickPath.TickMs));
                var quotes = new SubmitQuotes(_now, Quotes(minute, tick), default);
                if (ticks++ % every == 0)
                    _pair.Tick(quotes);
                else
                    _pair.TickFollowed(quotes);

                _taker.Fill(_now, isDecidedByAll: false);
            }
        }
    }

    private int FirstMinute()
    {
        var minute = 0;
        while (_history.Minute(minute)[0].MinuteMs < From)
        {
            minute++;
        }

        return minute;
    }

    private IndexQuote[] Quotes(int minute, int tick)
    {
        var quotes = new List<IndexQuote>();
        foreach (ref readonly var bar in _history.Minute(minute))
        {
            foreach (var underlying in _map.Underlyings)
            {
                foreach (var feed in underlying.Feeds)
                {
                    if (feed.Series == bar.Series && feed.Source >= 0)
                    {
                        var price = underlying.ToUnits(TickPath.PriceAt(bar, tick));
                        quotes.Add(new(underlying.Index, (byte)feed.Source, price, price));
                    }
                }
            }
        }

        return [.. quotes];
    }

    /// <summary>A tick of a lot is a millionth of a dollar, or more.</summary>
    private static int QuantityDecimals(Underlying coin) => Math.Max(0, DollarDecimals - coin.Decimals);

    private static IndexParameters Index(Underlying underlying) =>
        new()
        {
            Id = underlying.Index,
            Symbol = $"{underlying.Coin}/USD",
            Decimals = underlying.Decimals,
            Sources =
            [
                .. underlying
                    .Feeds.Where(feed => feed.Source >= 0)
                    .OrderBy(feed => feed.Source)
                    .Select(feed => new IndexSource(
                        feed.Market.Name,
                        feed.Weight,
                        feed.ConvertBy < 0 ? null : new IndexId((ushort)feed.ConvertBy)
                    )),
            ],
        };

    /// <summary>The repository, found from the program upward.</summary>
    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, File)))
        {
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new FileNotFoundException($"{File} is in no folder above {AppContext.BaseDirectory}.");
        }

        return folder;
    }

    /// <summary>The perpetual of each coin that is no stablecoin.</summary>
    private sealed class InstrumentIds(MarketMap map)
    {
        public IReadOnlyList<Underlying> Coins { get; } = [.. map.Underlyings.Where(one => !one.IsStablecoin)];

        public InstrumentId Of(int underlying) => new((ushort)Coins.Index().First(coin => coin.Item.Number == underlying).Index);
    }
}
