using BenchmarkDotNet.Attributes;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Values;

namespace Plimsoll.Benchmarks;

/// <summary>The reference engine as it runs: a tick that decides every account, and the commands of a busy venue.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private const int CommandBatch = 1_000;

    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_600_000_000_000);

    private MarginEngine _engine = null!;
    private MarginEngine _later = null!;
    private Command[] _ticks = [];
    private PlaceOrder[] _orders = [];
    private int _next;
    private long _passed;

    /// <summary>How many accounts each tick decides; every one has two positions and two assets of collateral.</summary>
    [Params(20_000)]
    public int Accounts { get; set; }

    /// <summary>Opens the venue, its accounts and positions.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var world = BenchmarkWorld.Create(Start, Accounts);
        _engine = world.Engine;
        _ticks = [BenchmarkWorld.Quote(Start, 8_000_00), BenchmarkWorld.Quote(Start, 8_001_00)];
        _later = BenchmarkWorld.Create(Start, Accounts).Engine;
        _orders = new PlaceOrder[CommandBatch];
        for (var i = 0; i < CommandBatch; i++)
        {
            var account = new AccountId(world.FirstAccount.Value + i);
            _orders[i] = new PlaceOrder(Start, account, new(0), new(1), new(7_900_00), false, 0);
        }
    }

    /// <summary>One price tick that moves a mark and a collateral price: every account is decided exactly.</summary>
    [Benchmark]
    public bool TickDecidesEveryAccount()
    {
        _next ^= 1;
        return _engine.Apply(_ticks[_next]).IsAccepted;
    }

    /// <summary>The same while 15 seconds pass and both books are quoted: ranges, clamps, bases and funding are carried on. The tick itself, two arrays and a command, is made here.</summary>
    [Benchmark]
    public bool TickInWhichTimePasses()
    {
        _passed++;
        return _later.Apply(BenchmarkWorld.Tick(Start + Duration.FromSeconds(15 * _passed), 8_000_00 + (_passed % 7 * 100))).IsAccepted;
    }

    /// <summary>An order of an account with two positions under standard margin, checked before it is placed.</summary>
    [Benchmark(OperationsPerInvoke = CommandBatch)]
    public int OrdersChecked()
    {
        var accepted = 0;
        foreach (var order in _orders)
        {
            accepted += _engine.CheckOrder(order).IsAccepted ? 1 : 0;
        }

        return accepted == CommandBatch ? accepted : throw new InvalidOperationException("An order would be refused.");
    }

    /// <summary>The same with what it would cost, open and filled.</summary>
    [Benchmark(OperationsPerInvoke = CommandBatch)]
    public int CostsTold()
    {
        var accepted = 0;
        foreach (var order in _orders)
        {
            accepted += _engine.CostOf(order.Account, order.Instrument, order.Quantity, order.LimitPrice).Answer.IsAccepted ? 1 : 0;
        }

        return accepted == CommandBatch ? accepted : throw new InvalidOperationException("An order would be refused.");
    }

    /// <summary>A thousand orders placed and cancelled: margin is reserved and freed, each an own command.</summary>
    [Benchmark(OperationsPerInvoke = 2 * CommandBatch)]
    public int OrdersPlacedAndCancelled()
    {
        var accepted = 0;
        foreach (var order in _orders)
        {
            accepted += _engine.Apply(order).IsAccepted ? 1 : 0;
            var placed = _engine.Events[1].As<Plimsoll.Engine.Events.OrderPlaced>().Order;
            accepted += _engine.Apply(new CancelOrder(Start, placed)).IsAccepted ? 1 : 0;
        }

        return accepted == 2 * CommandBatch ? accepted : throw new InvalidOperationException("A command was refused.");
    }
}
