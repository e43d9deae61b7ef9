using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Solvency.Certificates;
using Plimsoll.Margin;
using Plimsoll.Testing.Worlds;
using Plimsoll.Values;

namespace Plimsoll.Testing.Adversary;

/// <summary>A venue that knows where every trigger lies and goes there: to it, one unit before it, one beyond; and makes every account as nearly insolvent as it can.</summary>
/// <remarks>
/// It drives an engine with certificates; the commands are then given to one that looks at everybody. Prices reach marks unchanged: all sources agree, and there is no
/// basis unless an override makes one. Source: docs/performance.md, "What holds it to that".
/// </remarks>
public sealed partial class AdversaryWorld
{
    private readonly SplitMix _dice;
    private readonly Queue<Command> _planned = new();
    private readonly List<(int Weight, Func<Command?> Make)> _deeds;
    private readonly List<AccountId> _users = [];
    private readonly List<AccountId> _makers = [];
    private readonly List<OrderPlaced> _orders = [];
    private readonly List<LiquidationOrderPlaced> _liquidations = [];
    private readonly List<TradeRecorded> _trades = [];
    private readonly HashSet<InstrumentId> _closed = [];
    private readonly List<LiveTrigger> _triggers = [];
    private MarketView _market = new();
    private readonly bool _hasSchemes;
    private long _nextTrade = 1;
    private bool _isPaused;

    /// <summary>Begins a venue; the first commands set it up.</summary>
    /// <param name="seed">Which one; its scale is the remainder by four.</param>
    public AdversaryWorld(ulong seed)
    {
        _dice = new(seed);
        Scale = (AdversaryScale)(seed % 4);
        _hasSchemes = seed % 5 == 0;
        Now = Timestamp.FromMilliseconds(1_584_000_000_000 + _dice.Between(0, 86_400_000));
        Rules = AnyRules();
        Engine = new(Rules);
        _deeds = [.. PriceDeeds(), .. AccountDeeds(), .. VenueDeeds()];
        SetUp();
    }

    /// <summary>The engine under attack, with certificates.</summary>
    public MarginEngine Engine { get; }

    /// <summary>The rules with which the venue opened.</summary>
    public VenueParameters Rules { get; }

    /// <summary>In how large numbers it lives.</summary>
    public AdversaryScale Scale { get; }

    /// <summary>The stamp of the next command.</summary>
    public Timestamp Now { get; private set; }

    /// <summary>The next command; never an end.</summary>
    public Command Next()
    {
        if (_planned.TryDequeue(out var planned))
        {
            return planned with { At = Now };
        }

        _market = Engine.CopyMarket();
        // Mostly no time passes: what is between two commands shall be the price alone.
        Now += new Duration(
            _dice.Chance(2) ? _dice.Between(60, 900) * 1_000_000_000
            : _dice.Chance(50) ? 0
            : _dice.Between(0, 3_000_000_000)
        );
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

    /// <summary>Applies a command and follows what it did.</summary>
    public CommandResult Apply(Command command)
    {
        var result = Engine.Apply(command);
        for (var i = 0; i < Engine.Events.Count; i++)
        {
            Follow(Engine.Events[i]);
        }

        return result;
    }

    private void Follow(EventView view)
    {
        switch (view.Kind)
        {
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
                _liquidations.Add(view.As<LiquidationOrderPlaced>());
                break;
            case EventKind.OrderClosed:
                var closed = view.As<OrderClosed>().Order;
                _orders.RemoveAll(order => order.Order == closed);
                _liquidations.RemoveAll(order => order.Order == closed);
                break;
            case EventKind.TradeRecorded:
                _trades.Add(view.As<TradeRecorded>());
                break;
            case EventKind.InstrumentClosed:
                _closed.Add(view.As<InstrumentClosed>().Instrument);
                break;
            case EventKind.VenuePaused:
            case EventKind.VenueResumed:
                _isPaused = view.Kind == EventKind.VenuePaused;
                break;
        }
    }

    private IndexId IndexOf(InstrumentId instrument) => _market.Contract(instrument).Parameters.Underlying;

    private List<InstrumentId> Open() =>
        [
            .. Enumerable
                .Range(0, _market.InstrumentCount)
                .Select(i => new InstrumentId((ushort)i))
                .Where(id => !_closed.Contains(id) && _market.Mark(id).IsPositive),
        ];

    private InstrumentId? AnyOpen() => Open() is { Count: > 0 } open ? _dice.Pick(open) : null;

    /// <summary>A user's position that is open, in the account that carries it.</summary>
    private (AccountId User, AccountId Unit, PositionLine Line)? AnyPosition()
    {
        var held = new List<(AccountId, AccountId, PositionLine)>();
        foreach (var user in _users)
        {
            foreach (var instrument in Open())
            {
                var unit = Engine.MarginUnitOf(user, instrument);
                var (quantity, cost) = Engine.PositionOf(unit, instrument);
                if (!quantity.IsZero)
                {
                    held.Add((user, unit, new(instrument, quantity, cost)));
                }
            }
        }

        return held.Count == 0 ? null : held[_dice.Below(held.Count)];
    }

    private int Side() => _dice.Chance(50) ? 1 : -1;

    /// <summary>One unit less, exactly, or one unit more.</summary>
    private long Nudge() => _dice.Between(-1, 1);
}
