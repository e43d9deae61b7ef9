using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Load.InProcess;

/// <summary>A busy venue's commands: half orders and cancels, three of ten fills, one of ten quotes, one of ten transfers. Made beforehand on an engine of its own, so that orders are known by number.</summary>
internal sealed class CommandMix
{
    private const int Coins = 10;
    private const long FirstPrice = 10_000_00;
    private static readonly AssetId Dollar = new(0);

    private readonly Dice _dice = new(1);
    private readonly long[] _prices = new long[Coins];
    private readonly Queue<OrderPlaced> _orders = new();
    private readonly Queue<LiquidationOrderPlaced> _liquidations = new();
    private readonly int _accounts;
    private readonly MarginEngine _engine = new(Rules);
    private readonly Timestamp _start;
    private long _made;
    private long _trade = 1;

    /// <summary>Makes the commands that set the venue up, and those that are measured.</summary>
    public CommandMix(int accounts, int count, Timestamp start)
    {
        (_accounts, _start) = (accounts, start);
        Array.Fill(_prices, FirstPrice);
        foreach (var command in SetUp())
        {
            Opening.Add(command);
            Do(command);
        }

        for (var i = 0; i < count; i++)
        {
            var command = Next();
            Commands.Add(command);
            Do(command);
        }
    }

    public static VenueParameters Rules { get; } = new() { Numeraire = Dollar, TradesKept = 10_000 };

    public List<Command> Opening { get; } = [];

    public List<Command> Commands { get; } = [];

    public int Refused { get; private set; }

    private AccountId Maker => new(AccountId.Reserved + 1);

    private Timestamp Now => new(_start.Nanoseconds + (_made * 1_000));

    private AccountId User => new(AccountId.Reserved + 2 + _dice.Below(_accounts));

    private IEnumerable<Command> SetUp()
    {
        var asset = new Collateral.AssetParameters
        {
            Id = Dollar,
            Symbol = "USD",
            Decimals = 6,
        };
        yield return new ListAsset(Now, asset);
        for (ushort i = 0; i < Coins; i++)
        {
            yield return new ListIndex(Now, Index(i));
            yield return new ListInstrument(Now, Perpetual(i));
        }

        yield return Quotes();
        yield return new OpenAccount(Now, 0, AccountKind.MarketMaker);
        yield return new FundInsurance(Now, Dollar, new((Int128)1_000_000_000_000_000));
        for (var i = 0; i < _accounts; i++)
        {
            yield return new OpenAccount(Now, 1, AccountKind.User);
            yield return new DepositCollateral(Now, new(_engine.AccountCount - 1), Dollar, new(10_000_000_000));
        }
    }

    private Command Next()
    {
        if (_liquidations.TryDequeue(out var closing))
            return Fill(closing.Account, closing.Order, closing.Instrument, closing.Quantity);

        var user = User;
        var instrument = new InstrumentId((ushort)_dice.Below(Coins));
        var side = _dice.Below(2) == 0 ? 1 : -1;
        switch (_dice.Below(20))
        {
            case < 8:
                var price = new Price(_prices[instrument.Value] - (side * _dice.Below(10_00)));
                return new PlaceOrder(Now, user, instrument, new(side * (1 + _dice.Below(20))), price, false, 0);
            case < 10 when _orders.TryDequeue(out var order):
                return new CancelOrder(Now, order.Order);
            case < 16 when _orders.TryDequeue(out var order):
                return Fill(order.Account, order.Order, order.Instrument, order.Quantity);
            case < 18:
                return Tick();
            case 18:
                return new TransferCollateral(Now, user, User, Dollar, new(1 + _dice.Below(1_000_000)));
            default:
                return new DepositCollateral(Now, user, Dollar, new(1 + _dice.Below(1_000_000)));
        }
    }

    private RecordTrades Fill(AccountId taker, OrderId order, InstrumentId instrument, Quantity quantity) =>
        new(Now, new TradeLeg[] { new(_trade++, instrument, quantity, new(_prices[instrument.Value]), taker, order, Maker, default) });

    private SubmitQuotes Tick()
    {
        var coin = _dice.Below(Coins);
        // A ten-thousandth up or down, drawn back to where it began.
        _prices[coin] += ((FirstPrice - _prices[coin]) / 1_000) + (_dice.Below(201) - 100);
        return Quotes(coin);
    }

    private SubmitQuotes Quotes(int coin)
    {
        var quotes = new IndexQuote[3];
        for (var i = 0; i < quotes.Length; i++)
        {
            quotes[i] = new(new((ushort)coin), (byte)i, new(_prices[coin]), new(_prices[coin]));
        }

        return new(Now, quotes, default);
    }

    private SubmitQuotes Quotes()
    {
        var quotes = new IndexQuote[3 * Coins];
        for (var i = 0; i < quotes.Length; i++)
        {
            quotes[i] = new(new((ushort)(i / 3)), (byte)(i % 3), new(_prices[i / 3]), new(_prices[i / 3]));
        }

        return new(Now, quotes, default);
    }

    private void Do(Command command)
    {
        _made++;
        if (!_engine.Apply(command).IsAccepted)
            Refused++;

        for (var i = 0; i < _engine.Events.Count; i++)
        {
            var view = _engine.Events[i];
            if (view.Kind == EventKind.OrderPlaced)
                _orders.Enqueue(view.As<OrderPlaced>());
            else if (view.Kind == EventKind.LiquidationOrderPlaced)
                _liquidations.Enqueue(view.As<LiquidationOrderPlaced>());
        }
    }

    private static IndexParameters Index(ushort id) =>
        new()
        {
            Id = new(id),
            Symbol = $"C{id}/USD",
            Decimals = 2,
            Sources = [new("a", 1), new("b", 1), new("c", 1)],
        };

    private static InstrumentParameters Perpetual(ushort id) =>
        new()
        {
            Id = new(id),
            Symbol = $"C{id}-PERP",
            Kind = InstrumentKind.Perpetual,
            Payoff = Payoff.Linear,
            SettlementAsset = Dollar,
            Underlying = new(id),
            PriceDecimals = 2,
            QuantityDecimals = 3,
            TickSize = new(1),
            LotSize = new(1),
            Margin = RiskTierTable.Progressive(
                [
                    (Money.Zero, Rate.FromBasisPoints(100), Rate.FromBasisPoints(40)),
                    (new(50_000_000_000), Rate.FromBasisPoints(150), Rate.FromBasisPoints(50)),
                ],
                TierBoundary.FloorInclusive
            ),
        };
}
