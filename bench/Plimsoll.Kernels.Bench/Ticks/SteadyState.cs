using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Commands.Codec;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Kernels.Bench.Ticks;

/// <summary>A million mixed ticks and commands, and how many bytes are allocated to encode them for a journal and to apply them: ticks, checks of orders, fills, money in and out, liquidations.</summary>
internal sealed class SteadyState
{
    private const int Users = 500;
    private const int FirstPrice = 10_000_00;
    private static readonly AssetId Dollar = new(0);

    private readonly TestNumbers _numbers = new(5);
    private readonly MarginEngine _engine = new(new VenueParameters { Numeraire = Dollar, TradesKept = 10_000 });
    private readonly CommandEncoder _encoder = new();
    private readonly Queue<OrderPlaced> _orders = new();
    private readonly Queue<LiquidationOrderPlaced> _liquidations = new();
    private readonly SortedDictionary<string, long> _bytes = new(StringComparer.Ordinal);
    private readonly long[] _prices = [FirstPrice, FirstPrice];
    private readonly AccountId _maker;
    private readonly AccountId[] _users = new AccountId[Users];
    private Timestamp _now = Timestamp.FromMilliseconds(1_600_000_000_000);
    private long _trade = 1;
    private long _liquidated;

    public SteadyState()
    {
        Do(
            new ListAsset(
                _now,
                new()
                {
                    Id = Dollar,
                    Symbol = "USD",
                    Decimals = 6,
                }
            )
        );
        for (ushort i = 0; i < _prices.Length; i++)
        {
            Do(new ListIndex(_now, TickVenue.Index(i)));
            Do(new ListInstrument(_now, TickVenue.Perpetual(i)));
        }

        Do(Quotes());
        Do(new OpenAccount(_now, 0, AccountKind.MarketMaker));
        _maker = new(_engine.AccountCount - 1);
        Do(new FundInsurance(_now, Dollar, new((Int128)1_000_000_000_000_000)));
        for (var i = 0; i < Users; i++)
        {
            Do(new OpenAccount(_now, i, AccountKind.User));
            _users[i] = new(_engine.AccountCount - 1);
            Do(new DepositCollateral(_now, _users[i], Dollar, new(100_000_000)));
        }
    }

    /// <summary>Runs, and tells the bytes by kind of command where there are any.</summary>
    public static Figure Measure(int warm, int counted) =>
        new(
            "ticks.allocated",
            "bytes",
            () =>
            {
                var world = new SteadyState();
                world.Run(warm);
                world._bytes.Clear();
                world._liquidated = 0;
                world.Run(counted);
                var bytes = (double)world._bytes.Values.Sum();
                if (bytes > 0)
                {
                    var kinds = string.Join(", ", world._bytes.Select(one => $"{one.Key} {one.Value:N0}"));
                    Console.Error.WriteLine($"allocated in {counted:N0} commands with {world._liquidated:N0} liquidations: {kinds}");
                }

                return (bytes, bytes, bytes);
            }
        );

    private void Run(int commands)
    {
        for (var i = 0; i < commands; i++)
        {
            Do(Next());
        }
    }

    private Command Next()
    {
        if (_liquidations.TryDequeue(out var closing))
        {
            // The book answers three of four; what it leaves goes to the fund.
            return _numbers.Below(4) == 0
                ? new ReportOrderDone(_now, closing.Order)
                : Fill(closing.Account, closing.Order, closing.Instrument, closing.Quantity);
        }

        var user = _users[_numbers.Below(Users)];
        var instrument = new InstrumentId((ushort)_numbers.Below(2));
        var side = _numbers.Below(2) == 0 ? 1 : -1;
        switch (_numbers.Below(10))
        {
            case 0 or 1:
                return Tick();
            case 2 or 3 or 4 when _orders.Count < Users:
                var price = new Price(_prices[instrument.Value] - (side * _numbers.Below(10_00)));
                return new PlaceOrder(_now, user, instrument, new(side * (1 + _numbers.Below(20))), price, false, 0);
            case 5 or 6 when _orders.TryDequeue(out var order):
                return new CancelOrder(_now, order.Order);
            case 7 when _orders.TryDequeue(out var order):
                return Fill(order.Account, order.Order, order.Instrument, order.Quantity);
            case 8:
                return new DepositCollateral(_now, user, Dollar, new(1 + _numbers.Below(10_000_000)));
            default:
                return new WithdrawCollateral(_now, user, Dollar, new(1 + _numbers.Below(10_000_000)));
        }
    }

    private RecordTrades Fill(AccountId taker, OrderId order, InstrumentId instrument, Quantity quantity) =>
        new(_now, new TradeLeg[] { new(_trade++, instrument, quantity, new(_prices[instrument.Value]), taker, order, _maker, default) });

    private SubmitQuotes Tick()
    {
        _now += Duration.FromSeconds(1);
        for (var i = 0; i < _prices.Length; i++)
        {
            // Drawn back to where it began, so that the venue lives on.
            var pull = 0.02 * (FirstPrice - _prices[i]);
            _prices[i] = (long)(_prices[i] + pull + (_prices[i] * 0.01 * TickVenue.Gauss(_numbers)));
        }

        return Quotes();
    }

    private SubmitQuotes Quotes()
    {
        var quotes = new IndexQuote[3 * _prices.Length];
        for (var i = 0; i < quotes.Length; i++)
        {
            quotes[i] = new(new((ushort)(i / 3)), (byte)(i % 3), new(_prices[i / 3]), new(_prices[i / 3]));
        }

        return new(_now, quotes, default);
    }

    private void Do(Command command)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _encoder.Encode(command);
        _engine.Apply(command);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        if (bytes > 0)
            _bytes[command.GetType().Name] = _bytes.GetValueOrDefault(command.GetType().Name) + bytes;

        for (var i = 0; i < _engine.Events.Count; i++)
        {
            var view = _engine.Events[i];
            if (view.Kind == EventKind.OrderPlaced)
                _orders.Enqueue(view.As<OrderPlaced>());
            else if (view.Kind == EventKind.LiquidationOrderPlaced)
                _liquidations.Enqueue(view.As<LiquidationOrderPlaced>());
            else if (view.Kind == EventKind.LiquidationStarted)
                _liquidated++;
        }
    }
}
