using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Testing.Books;

/// <summary>A random venue of options and perpetuals on two coins, whose users are under portfolio margin: surfaces move, time passes, options expire, schemes change.</summary>
/// <remarks>Dollars with six decimals, prices with two, quantities with three. Bitcoin is collateral too. The same seed gives the same commands to the same engine. A rich venue has dated futures, coins whose haircut rises, a second one, schemes that name coins and
/// models of their own by underlying, orders, isolated accounts and pauses as well.</remarks>
public sealed partial class BookWorld
{
    private const int Users = 24;
    private const int FirstPrice = 50_000_00;
    private const int OptionsOfCoin = 10;
    private static readonly AssetId Dollar = new(0);
    private static readonly AssetId Bitcoin = new(1);

    private readonly Random _dice;
    private readonly bool _isRich;
    private readonly Queue<Command> _planned = new();
    private readonly double[] _prices = [FirstPrice, FirstPrice / 20];
    private readonly double[] _volatilities = [0.6, 0.8];
    private readonly List<InstrumentParameters> _instruments = [];
    private readonly HashSet<InstrumentId> _closed = [];
    private readonly int _accountsBefore;
    private readonly double _calm;
    private long _trade = 1;

    /// <summary>Opens it.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="isRich">Whether there is all of it.</param>
    public BookWorld(int seed, bool isRich = false)
    {
        (_dice, _isRich) = (new(seed), isRich);
        _calm = _dice.Next(3) switch
        {
            0 => 0.0001,
            1 => 0.0005,
            _ => 0.003,
        };
        Rules = AnyRules();
        Engine = new(Rules);
        Do(
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
        for (ushort coin = 0; coin < 2; coin++)
        {
            Do(
                new ListIndex(
                    Now,
                    new()
                    {
                        Id = new(coin),
                        Symbol = coin == 0 ? "BTC/USD" : "ETH/USD",
                        Decimals = 2,
                        Sources = [new("a", 1), new("b", 1)],
                        StaleAfter = Duration.FromHours(24),
                        FrozenShare = Rate.Zero,
                    }
                )
            );
        }

        ListCoins();
        ListInstruments();
        for (var number = 1; number <= 2; number++)
        {
            Do(new ListScheme(Now, AnyScheme(number)));
        }

        Do(Quotes());
        Do(Surface(0));
        Do(Surface(1));
        Do(new OpenAccount(Now, 0, AccountKind.MarketMaker));
        Maker = new(Engine.AccountCount - 1);
        Do(new FundInsurance(Now, Dollar, new(50_000_000_000)));
        _accountsBefore = Engine.AccountCount;
        for (var i = 0; i < Users; i++)
        {
            Open(i);
        }
    }

    /// <summary>The rules with which the venue opened.</summary>
    public VenueParameters Rules { get; }

    /// <summary>The engine, by certificates.</summary>
    public MarginEngine Engine { get; }

    /// <summary>All commands so far.</summary>
    public List<Command> Commands { get; } = [];

    public Timestamp Now { get; private set; } = Timestamp.FromMilliseconds(1_600_000_000_000);

    public AccountId Maker { get; }

    /// <summary>Applies the next command, whatever the engine says.</summary>
    public Command Step()
    {
        var command = _planned.TryDequeue(out var planned) ? planned : Any();
        Do(command, isRequired: false);
        return command;
    }

    /// <summary>Sources quote the prices, moved by some shares.</summary>
    public static SubmitQuotes Quotes(Timestamp now, params long[] prices)
    {
        var quotes = new List<IndexQuote>();
        for (ushort i = 0; i < prices.Length; i++)
        {
            quotes.Add(new(new(i), 0, new(prices[i]), new(prices[i])));
            quotes.Add(new(new(i), 1, new(prices[i]), new(prices[i])));
        }

        return new(now, quotes.ToArray(), default);
    }

    /// <summary>A surface of a coin as it is now, its volatilities multiplied.</summary>
    public SetSurface Surface(int coin, double multiple = 1, Timestamp? now = null, double forward = 1)
    {
        var at = now ?? Now;
        var expiries = _instruments
            .Where(each => each.Underlying.Value == coin && each.HasExpiry && each.Expiry > at)
            .Select(each => each.Expiry)
            .Append(at + Duration.FromHours(2_000))
            .Distinct()
            .Order();
        var volatility = _volatilities[coin] * multiple;
        SurfaceSlice[] slices =
        [
            .. expiries.Select(expiry =>
            {
                var years = (expiry - at).Nanoseconds / (365.0 * 86_400 * 1e9);
                var variance = volatility * volatility * years;
                return new SurfaceSlice(
                    expiry,
                    (long)(_prices[coin] / 100 * (1 + (forward * 0.05 * years)) * SurfaceSlice.UnitsPerWhole),
                    SviParameters.FromReal(variance * 0.7, variance * 1.2, -0.4, 0.02, 0.2)
                );
            }),
        ];
        return new(at, new((ushort)coin), slices);
    }

    private Command Any()
    {
        Now += new Duration((_dice.Next(10) == 0 ? _dice.Next(120_000) : _dice.Next(2_000)) * 1_000_000L);
        var dart = _dice.Next(100);
        return dart switch
        {
            < 52 => Tick(),
            < 66 => Moved(_dice.Next(2)),
            < 70 => new AdvanceTime(Now),
            < 80 => Trade(),
            < 83 => new DepositCollateral(Now, User(), _dice.Next(4) == 0 ? Bitcoin : Dollar, new(_dice.Next(1, 200_000_000))),
            < 88 => Withdrawal(),
            < 91 => new SetScheme(Now, User(), new((ushort)_dice.Next(0, 3))),
            < 92 => new ChangeScheme(Now, AnyScheme(_dice.Next(1, 3)), Now + Duration.FromSeconds(_dice.Next(2) * 5)),
            < 93 => new ChangeVenue(Now, AnyRules(), Now),
            < 96 => Book(),
            < 97 => _isRich ? Deed() : Override(),
            < 98 => new EndMarkOverride(Now, Open().Id, 1),
            _ => Expiry(),
        };
    }

    private SubmitQuotes Tick()
    {
        var common = Gauss();
        var size = _dice.Next(40) == 0 ? 20 * _calm : _calm;
        for (var i = 0; i < 2; i++)
        {
            _prices[i] = Math.Max(100, _prices[i] * (1 + (size * (common + Gauss()))));
        }

        return Quotes();
    }

    private SubmitQuotes Quotes() => Quotes(Now, (long)_prices[0], (long)_prices[1]);

    private SetSurface Moved(int coin)
    {
        var size = _dice.Next(20) == 0 ? 0.1 : 0.002;
        _volatilities[coin] = Math.Clamp(_volatilities[coin] * (1 + (size * Gauss())), 0.1, 3);
        return Surface(coin, 1, Now, _dice.Next(5) == 0 ? _dice.NextDouble() : 1);
    }

    private Command Trade()
    {
        var orders = Engine.State.Orders.Values.Where(order => order.IsLiquidation).ToList();
        if (orders.Count > 0 && _dice.Next(3) > 0)
        {
            var order = orders[_dice.Next(orders.Count)];
            return _dice.Next(4) == 0
                ? new ReportOrderDone(Now, order.Id)
                : new RecordTrades(
                    Now,
                    new TradeLeg[]
                    {
                        new(_trade++, order.Instrument, order.Remaining, order.Limit, order.Account, order.Id, Maker, default),
                    }
                );
        }

        var (user, instrument) = (User(), Open());
        return new RecordTrades(Now, new[] { Leg(user, instrument, _dice.Next(-400, 401) | 1) });
    }

    private TradeLeg Leg(AccountId user, InstrumentParameters instrument, int size)
    {
        var mark = Engine.MarkPrice(instrument.Id).Units;
        // Ether is worth a twentieth: more of it.
        var quantity = instrument.Underlying.Value == 0 ? size : 20L * size;
        return new(_trade++, instrument.Id, new(quantity), new(Math.Max(1, mark)), user, default, Maker, default);
    }

    /// <summary>What is left is some multiple of what is needed, often hardly more than it.</summary>
    private Command Withdrawal()
    {
        var user = User();
        var margin = Engine.MarginOf(user);
        var kept = (double)margin.MaintenanceMargin.Units * (1.25 + Math.Exp(-_dice.NextDouble() * 7));
        var rest = margin.Equity.Units - (Int128)kept;
        return new WithdrawCollateral(Now, user, Dollar, new(Int128.Max(1, rest)));
    }

    private SubmitQuotes Book()
    {
        var option = Open();
        var mark = Engine.MarkPrice(option.Id).Units;
        var bid = _dice.Next(3) == 0 ? 0 : Math.Max(1, mark * _dice.Next(900, 1_010) / 1_000);
        var ask = mark * _dice.Next(990, 1_100) / 1_000;
        return Quotes() with { BookQuotes = new BookQuote[] { new(option.Id, new(bid), new(ask), new(mark)) } };
    }

    private ProposeMarkOverride Override()
    {
        var instrument = Open().Id;
        _planned.Enqueue(new ApproveMarkOverride(Now, instrument, 2));
        var price = Math.Max(1, Engine.MarkPrice(instrument).Units * _dice.Next(800, 1_200) / 1_000);
        return new(Now, instrument, new(price), Now + Duration.FromSeconds(_dice.Next(1, 60)), 1);
    }

    private Command Expiry()
    {
        var due = _instruments.FindAll(each => each.HasExpiry && each.Expiry <= Now && !_closed.Contains(each.Id));
        if (due.Count == 0)
        {
            return new AdvanceTime(Now);
        }

        _closed.Add(due[0].Id);
        return new ExpireInstrument(Now, due[0].Id);
    }

    private void Open(int owner)
    {
        Do(new OpenAccount(Now, owner, AccountKind.User));
        var account = new AccountId(Engine.AccountCount - 1);
        Do(new DepositCollateral(Now, account, Dollar, new(400_000_000_000)));
        if (owner % 4 == 1)
        {
            Do(new DepositCollateral(Now, account, Bitcoin, new(30_000_000)));
        }

        Do(new SetScheme(Now, account, new((ushort)(1 + (owner % 2)))));
        var legs = Enumerable.Range(0, _dice.Next(1, 7)).Select(_ => Leg(account, Open(), _dice.Next(-400, 401) | 1)).ToArray();
        Do(new RecordTrades(Now, legs), isRequired: false);
        var margin = Engine.MarginOf(account);
        var kept = (double)margin.MaintenanceMargin.Units * (1.6 + Math.Exp(_dice.NextDouble() * 4 - 3));
        Do(new WithdrawCollateral(Now, account, Dollar, new(Int128.Max(1, margin.Equity.Units - (Int128)kept))), isRequired: false);
    }

    private AccountId User() => new(_accountsBefore + _dice.Next(Users));

    private InstrumentParameters Open()
    {
        var open = _instruments.FindAll(each => !_closed.Contains(each.Id));
        return open[_dice.Next(open.Count)];
    }

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - _dice.NextDouble())) * Math.Cos(2 * Math.PI * _dice.NextDouble());

    private void Do(Command command, bool isRequired = true)
    {
        Commands.Add(command);
        var result = Engine.Apply(command);
        if (!result.IsAccepted && isRequired)
        {
            throw new InvalidOperationException($"{command}: {result}");
        }
    }
}
