using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Margin;
using Plimsoll.Testing.Worlds;
using Plimsoll.Values;

namespace Plimsoll.Testing.Scenarios;

/// <summary>A random venue from a seed, driven against the engine alone: traders, crashes, partial, late and missing answers of the book, and nonsense.</summary>
/// <remarks>It looks at the engine only through its public queries and events, so the same seed gives the same commands to the same engine.</remarks>
public sealed partial class RandomWorld
{
    private readonly SplitMix _dice;
    private readonly Queue<Command> _setup = new();
    private readonly List<OrderPlaced> _orders = [];
    private readonly List<LiquidationOrderPlaced> _liquidationOrders = [];
    private readonly List<LiquidationOrderPlaced> _closedLiquidationOrders = [];
    private readonly List<TradeRecorded> _trades = [];
    private readonly List<AccountId> _users = [];
    private readonly List<AccountId> _makers = [];
    private readonly HashSet<InstrumentId> _closed = [];
    private readonly HashSet<InstrumentId> _halted = [];
    private readonly List<(int Weight, Func<Command?> Make)> _deeds;
    private MarketView _market = new();
    private long _nextTrade = 1;
    private InstrumentId? _proposed;
    private readonly bool _hasManySchedules;
    private readonly bool _hasSchemes;
    private bool _isPaused;

    /// <summary>Begins a world; the first commands set the venue up.</summary>
    /// <param name="seed">Which world.</param>
    /// <param name="hasSchemes">Whether some accounts are under portfolio margin.</param>
    public RandomWorld(ulong seed, bool hasSchemes = false)
    {
        _dice = new(seed);
        _hasSchemes = hasSchemes;
        _hasManySchedules = seed % 3 == 0;
        Rules = RandomRules();
        Engine = new(Rules);
        Now = Timestamp.FromMilliseconds(1_584_000_000_000 + _dice.Between(0, 86_400_000));
        _deeds = Deeds();
        SetUp();
    }

    /// <summary>The engine under test.</summary>
    public MarginEngine Engine { get; }

    /// <summary>The rules with which the venue opened.</summary>
    public VenueParameters Rules { get; private set; }

    /// <summary>The stamp of the latest tick; never before the first.</summary>
    public Timestamp LatestTick { get; private set; } = Timestamp.Never;

    /// <summary>The stamp of the next command.</summary>
    public Timestamp Now { get; private set; }

    /// <summary>The next command; never an end.</summary>
    public Command Next()
    {
        if (_setup.TryDequeue(out var listing))
        {
            return listing;
        }

        _market = Engine.CopyMarket();
        Now += new Duration(_dice.Chance(4) ? _dice.Between(60, 700) * 1_000_000_000 : _dice.Between(0, 8_000_000_000));
        return _dice.Chance(10) ? Nonsense() : Sensible();
    }

    /// <summary>Applies a command and follows what it did.</summary>
    public CommandResult Apply(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var result = Engine.Apply(command);
        if (result.IsAccepted && command is ChangeVenue change && change.EffectiveAt == change.At)
        {
            Rules = change.Parameters;
        }

        for (var i = 0; i < Engine.Events.Count; i++)
        {
            Follow(Engine.Events[i]);
        }

        return result;
    }

    private Command Sensible()
    {
        // A deed may find nothing to do; somebody always asks for the time.
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var dart = _dice.Below(_deeds.Sum(deed => deed.Weight));
            foreach (var (weight, make) in _deeds)
            {
                dart -= weight;
                if (dart < 0)
                {
                    if (make() is { } command)
                    {
                        return command;
                    }

                    break;
                }
            }
        }

        return new AdvanceTime(Now);
    }

    private void Follow(EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.ClockAdvanced:
                LatestTick = view.As<ClockAdvanced>().At;
                break;
            case EventKind.AccountOpened:
                var opened = view.As<AccountOpened>();
                (
                    opened.AccountKind == AccountKind.MarketMaker ? _makers
                    : opened.AccountKind == AccountKind.User ? _users
                    : []
                ).Add(opened.Account);
                break;
            case EventKind.OrderPlaced:
                _orders.Add(view.As<OrderPlaced>());
                break;
            case EventKind.LiquidationOrderPlaced:
                _liquidationOrders.Add(view.As<LiquidationOrderPlaced>());
                break;
            case EventKind.OrderClosed:
                var closed = view.As<OrderClosed>().Order;
                _orders.RemoveAll(order => order.Order == closed);
                _closedLiquidationOrders.AddRange(_liquidationOrders.Where(order => order.Order == closed));
                _liquidationOrders.RemoveAll(order => order.Order == closed);
                break;
            case EventKind.TradeRecorded:
                _trades.Add(view.As<TradeRecorded>());
                // A nonsensical number may be as large as there is.
                _nextTrade = Math.Max(_nextTrade, (_trades[^1].TradeId % 1_000_000_000) + 1);
                break;
            case EventKind.InstrumentClosed:
                _closed.Add(view.As<InstrumentClosed>().Instrument);
                break;
            case EventKind.InstrumentHalted:
                _halted.Add(view.As<InstrumentHalted>().Instrument);
                break;
            case EventKind.InstrumentResumed:
                _halted.Remove(view.As<InstrumentResumed>().Instrument);
                break;
            case EventKind.MarkOverrideProposed:
                _proposed = view.As<MarkOverrideProposed>().Instrument;
                break;
            case EventKind.MarkOverrideEnded:
                _proposed = null;
                break;
            case EventKind.VenuePaused:
            case EventKind.VenueResumed:
                _isPaused = view.Kind == EventKind.VenuePaused;
                break;
        }
    }

    private List<InstrumentId> Open(Func<InstrumentId, bool>? which = null) =>
        [
            .. Enumerable
                .Range(0, _market.InstrumentCount)
                .Select(i => new InstrumentId((ushort)i))
                .Where(id => !_closed.Contains(id) && _market.Mark(id).IsPositive && (which?.Invoke(id) ?? true)),
        ];

    private AccountId Trader() => _dice.Chance(25) ? _dice.Pick(_makers) : _dice.Pick(_users);

    /// <summary>An amount of an asset worth about so many whole dollars; at least one unit.</summary>
    private Money Amount(AssetId asset, long dollars)
    {
        ref readonly var valuation = ref _market.Asset(asset);
        return valuation.HasPrice
            ? Money.Max(new(1), valuation.FromNumeraire(new(dollars * (Int128)Dollar), Rounding.Floor))
            : new(dollars);
    }

    /// <summary>A quantity, unsigned and on the lot, with a notional of about so many whole dollars; at least one lot.</summary>
    private long Size(InstrumentId instrument, long dollars)
    {
        var contract = _market.Contract(instrument);
        var lot = contract.Parameters.LotSize;
        var thousand = contract.Notional(new(lot.Units * 1000), _market.Mark(instrument));
        var worth = _market.Asset(contract.Parameters.SettlementAsset).ToNumeraire(thousand, Rounding.Ceiling).Units;
        return lot.Units * (long)Int128.Clamp((Int128)dollars * Dollar * 1000 / Int128.Max(1, worth), 1, 1_000_000);
    }

    /// <summary>A price near the mark, on the tick.</summary>
    private Price PriceNear(InstrumentId instrument, int perMille)
    {
        var tick = _market.Contract(instrument).Parameters.TickSize.Units;
        var price = _market.Mark(instrument).Units * (1000 + _dice.Between(-perMille, perMille)) / 1000;
        return new(Math.Max(1, price / tick) * tick);
    }

    private int Side() => _dice.Chance(50) ? 1 : -1;

    /// <summary>Small sums often, large ones now and then.</summary>
    private long Dollars() => _dice.Between(1, 10) * _dice.Pick<long>([1, 10, 100, 1_000]);
}
