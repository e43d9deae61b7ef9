using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Kernels.Bench.Ticks;
using Plimsoll.Margin.Schedules;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Kernels.Bench.Portfolios;

/// <summary>A venue of options on several coins whose users hold ten of them each, on one to three coins, under portfolio margin; a maker stands on the other side and takes what is liquidated.</summary>
internal sealed class OptionVenue
{
    private const int Coins = 8;
    private const int Sources = 3;
    private const int Expiries = 4;
    private const int Strikes = 8;
    private const int OptionsOfCoin = Expiries * Strikes;
    private const int Held = 10;
    private const int FirstPrice = 60_000_00;
    private static readonly AssetId Dollar = new(0);
    private static readonly int[] Days = [3, 10, 30, 90];

    private readonly TestNumbers _numbers = new(20_241_120);
    private readonly double[] _prices = new double[Coins];
    private readonly double[] _volatilities = new double[Coins];
    private readonly Timestamp[] _expiries = new Timestamp[Expiries];
    private readonly AccountId _maker;
    private readonly Taker _taker;
    private long _steps;

    /// <summary>Opens the venue and its accounts.</summary>
    /// <param name="accounts">How many.</param>
    public OptionVenue(int accounts)
    {
        Pair = new(new VenueParameters { Numeraire = Dollar, PauseGrace = default });
        Array.Fill(_prices, FirstPrice);
        Array.Fill(_volatilities, 0.6);
        Pair.Prepare(
            new ListAsset(
                Now,
                new()
                {
                    Id = Dollar,
                    Symbol = "USD",
                    Decimals = 6,
                }
            )
        );
        for (var i = 0; i < Expiries; i++)
        {
            _expiries[i] = Now + Duration.FromHours(24 * Days[i]);
        }

        for (ushort coin = 0; coin < Coins; coin++)
        {
            Pair.Prepare(new ListIndex(Now, TickVenue.Index(coin)));
            for (var i = 0; i < OptionsOfCoin; i++)
            {
                Pair.Prepare(new ListInstrument(Now, Option(coin, i)));
            }
        }

        Pair.Prepare(
            new ListScheme(
                Now,
                new()
                {
                    Id = new(1),
                    Symbol = "PM",
                    Rule = PortfolioVenue.Rule,
                }
            )
        );
        Pair.Prepare(Quotes());
        for (var coin = 0; coin < Coins; coin++)
        {
            Pair.Prepare(Surface(coin));
        }

        Pair.Prepare(new OpenAccount(Now, 0, AccountKind.MarketMaker));
        _maker = new(Pair.Certified.AccountCount - 1);
        _taker = new(Pair, _maker);
        Pair.Prepare(new FundInsurance(Now, Dollar, new((Int128)1_000_000_000_000_000_000)));
        for (var i = 0; i < accounts; i++)
        {
            Open(i);
        }
    }

    /// <summary>The two engines.</summary>
    public EnginePair Pair { get; }

    public Timestamp Now { get; private set; } = Timestamp.FromMilliseconds(1_600_000_000_000);

    /// <summary>
    /// A second: all coins move by 5 bp of common and own noise, and one of them, in turn, gets a new surface with the eight seconds' moves of its volatility, 0.1 % each.
    /// The surface is a scan of its own; measured are both.
    /// </summary>
    public void Step(bool isMeasured)
    {
        Move();
        Show(Quotes(), isMeasured);
        Show(Surface((int)(_steps++ % Coins)), isMeasured);
    }

    /// <summary>The same, and the bytes that the tick allocates in the engine with certificates.</summary>
    public long AllocatedByStep()
    {
        Move();
        var bytes = Pair.AllocatedBy(Quotes());
        _taker.Fill(Now, isDecidedByAll: false);
        Show(Surface((int)(_steps++ % Coins)), isMeasured: false);
        return bytes;
    }

    /// <summary>Who falls below the line in a pause is told and held, not liquidated.</summary>
    public void Pause() => Pair.Both(new PauseVenue(Now));

    /// <summary>One tick in which all coins move by a share, and after it a surface of each, with volatilities that have moved by another; measured, each as a tick.</summary>
    public void Jump(double price, double volatility)
    {
        Now += Duration.FromSeconds(1);
        for (var i = 0; i < Coins; i++)
        {
            _prices[i] *= 1 + price;
            _volatilities[i] *= 1 + volatility;
        }

        Show(Quotes(), isMeasured: true);
        for (var i = 0; i < Coins; i++)
        {
            Show(Surface(i), isMeasured: true);
        }
    }

    private void Move()
    {
        Now += Duration.FromSeconds(1);
        var common = TickVenue.Gauss(_numbers);
        for (var i = 0; i < Coins; i++)
        {
            _prices[i] *= 1 + (0.0005 * ((0.7 * common) + (0.7 * TickVenue.Gauss(_numbers))));
            _volatilities[i] *= 1 + (0.001 * TickVenue.Gauss(_numbers));
        }
    }

    private void Show(Command command, bool isMeasured)
    {
        if (isMeasured)
            Pair.Tick(command);
        else
            Pair.Prepare(command);

        _taker.Fill(Now, isMeasured);
    }

    /// <summary>Slack beyond the call level is lognormal, median half of what scenarios ask, σ = 1.</summary>
    private void Open(int owner)
    {
        Pair.Prepare(new OpenAccount(Now, owner, AccountKind.User));
        var account = new AccountId(Pair.Certified.AccountCount - 1);
        Pair.Prepare(new DepositCollateral(Now, account, Dollar, new((Int128)1_000_000_000_000_000)));
        Pair.Prepare(new SetScheme(Now, account, new(1)));
        var (coins, first) = (1 + _numbers.Below(3), _numbers.Below(Coins));
        var legs = new TradeLeg[Held];
        for (var i = 0; i < Held; i++)
        {
            var coin = (first + (i % coins)) % Coins;
            var instrument = new InstrumentId((ushort)((coin * OptionsOfCoin) + _numbers.Below(OptionsOfCoin)));
            var size = 100 + _numbers.Below(1_000);
            var price = Pair.Certified.MarkPrice(instrument);
            legs[i] = new(
                _taker.NextTrade(),
                instrument,
                new(_numbers.Below(2) == 0 ? size : -size),
                price,
                account,
                default,
                _maker,
                default
            );
        }

        Pair.Prepare(new RecordTrades(Now, legs));
        var margin = Pair.Certified.MarginOf(account);
        var slack = 0.5 * Math.Exp(TickVenue.Gauss(_numbers));
        var kept = (double)margin.MaintenanceMargin.Units * (1.25 + slack);
        var rest = margin.Equity.Units - (Int128)kept;
        if (margin.MaintenanceMargin.IsPositive && rest > 0)
            Pair.Prepare(new WithdrawCollateral(Now, account, Dollar, new(rest)));
    }

    private InstrumentParameters Option(int coin, int number)
    {
        var strike = FirstPrice * (80 + (number % Strikes * 5)) / 100;
        var right = number % 2 == 0 ? OptionType.Call : OptionType.Put;
        return new()
        {
            Id = new((ushort)((coin * OptionsOfCoin) + number)),
            Symbol = $"C{coin}-{number}",
            Kind = InstrumentKind.Option,
            Option = new(right, new(strike)),
            Payoff = Payoff.Linear,
            SettlementAsset = Dollar,
            Underlying = new((ushort)coin),
            PriceDecimals = 2,
            QuantityDecimals = 3,
            TickSize = new(1),
            LotSize = new(1),
            Expiry = _expiries[number / Strikes],
            Margin = new OptionSchedule(
                right,
                strike / 100m,
                false,
                new()
                {
                    Base = 0.15m,
                    Floor = 0.1m,
                    Maintenance = 0.075m,
                    IsMarkAdded = false,
                    IsLongWorthHeld = true,
                }
            ),
        };
    }

    private SetSurface Surface(int coin)
    {
        var slices = new SurfaceSlice[Expiries];
        for (var i = 0; i < Expiries; i++)
        {
            var years = (_expiries[i] - Now).Nanoseconds / (365.0 * 86_400 * 1e9);
            var variance = _volatilities[coin] * _volatilities[coin] * years;
            var forward = (long)(_prices[coin] / 100 * SurfaceSlice.UnitsPerWhole);
            slices[i] = new(_expiries[i], forward, SviParameters.FromReal(variance * 0.6, variance * 1.6, -0.3, 0.02, 0.2));
        }

        return new(Now, new((ushort)coin), slices);
    }

    private SubmitQuotes Quotes()
    {
        var quotes = new IndexQuote[Coins * Sources];
        for (var i = 0; i < quotes.Length; i++)
        {
            var price = new Price((long)_prices[i / Sources]);
            quotes[i] = new(new((ushort)(i / Sources)), (byte)(i % Sources), price, price);
        }

        return new(Now, quotes, default);
    }
}
