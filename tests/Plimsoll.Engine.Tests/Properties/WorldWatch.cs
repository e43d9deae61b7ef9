using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Margin;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Properties;

/// <summary>Watches a random world and demands its laws after every command.</summary>
internal sealed class WorldWatch(RandomWorld world, SortedDictionary<EventKind, int> seen)
{
    private readonly Books _books = new();
    private readonly HashSet<IndexId> _windows = [];
    private readonly HashSet<IndexId> _withoutSource = [];
    private readonly Dictionary<AccountId, OrderId> _out = [];
    private Timestamp _graceUntil;
    private bool _isPaused;

    private MarginEngine Engine => world.Engine;

    /// <summary>The command of the latest step.</summary>
    public Command? Latest { get; private set; }

    /// <summary>Applies the next command and checks everything.</summary>
    public void Step()
    {
        var command = world.Next();
        Latest = command;
        var (state, history, sequence) = (Engine.StateHash(), Engine.EventHash.ToArray(), Engine.Sequence);
        var result = world.Apply(command);
        if (!result.IsAccepted)
        {
            Assert.Equal(0, Engine.Events.Count);
            Assert.Equal(sequence, Engine.Sequence);
            Assert.True(Engine.EventHash.SequenceEqual(history), "a refusal changed the hash of events");
            Assert.True(Engine.StateHash().AsSpan().SequenceEqual(state), "a refusal changed the state");
            return;
        }

        Assert.Equal(sequence + 1, Engine.Sequence);
        Follow();
        _books.Add(Engine.Events, Engine.Sequence);
        CheckLedger();
        for (var i = AccountId.Reserved; i < Engine.AccountCount; i++)
        {
            CheckAccount(new(i));
        }

        LiquidationLaws.Check(world);
    }

    private void Follow()
    {
        for (var i = 0; i < Engine.Events.Count; i++)
        {
            var view = Engine.Events[i];
            seen[view.Kind] = seen.GetValueOrDefault(view.Kind) + 1;
            switch (view.Kind)
            {
                case EventKind.ProtectiveWindowOpened:
                    _windows.Add(view.As<ProtectiveWindowOpened>().Index);
                    break;
                case EventKind.ProtectiveWindowClosed:
                    _windows.Remove(view.As<ProtectiveWindowClosed>().Index);
                    break;
                case EventKind.NoSourceHoldOpened:
                    _withoutSource.Add(view.As<NoSourceHoldOpened>().Index);
                    break;
                case EventKind.NoSourceHoldClosed:
                    _withoutSource.Remove(view.As<NoSourceHoldClosed>().Index);
                    break;
                case EventKind.LiquidationOrderPlaced:
                    var placed = view.As<LiquidationOrderPlaced>();
                    Assert.True(_out.TryAdd(placed.Account, placed.Order), $"{placed} is a second order");
                    break;
                case EventKind.OrderClosed:
                    var closed = view.As<OrderClosed>().Order;
                    foreach (var (account, _) in _out.Where(entry => entry.Value == closed).ToList())
                    {
                        _out.Remove(account);
                    }

                    break;
                case EventKind.VenuePaused:
                    _isPaused = true;
                    break;
                case EventKind.VenueResumed:
                    (_isPaused, _graceUntil) = (false, view.As<VenueResumed>().GraceUntil);
                    break;
            }
        }
    }

    private void CheckLedger()
    {
        var market = Engine.CopyMarket();
        var balances = new Int128[market.AssetCount];
        var costs = new Int128[market.AssetCount];
        var quantities = new long[market.InstrumentCount];
        for (var i = 0; i < Engine.AccountCount; i++)
        {
            var account = new AccountId(i);
            for (byte a = 0; a < balances.Length; a++)
            {
                var balance = Engine.Balance(account, new(a)).Units;
                Assert.Equal(_books.Balances.GetValueOrDefault((account, new(a))), balance);
                balances[a] += balance;
            }

            for (ushort p = 0; p < quantities.Length; p++)
            {
                var (quantity, cost) = Engine.PositionOf(account, new(p));
                Assert.Equal(_books.Positions.GetValueOrDefault((account, new(p))), (quantity.Units, cost.Units));
                quantities[p] += quantity.Units;
                costs[market.Contract(new(p)).Parameters.SettlementAsset.Value] += cost.Units;
            }
        }

        Assert.All(balances, sum => Assert.Equal(0, sum));
        Assert.All(quantities, sum => Assert.Equal(0, sum));
        for (byte a = 0; a < costs.Length; a++)
        {
            Assert.Equal(0, costs[a] + Engine.Balance(AccountId.Clearing, new(a)).Units);
            Assert.True(Engine.Balance(AccountId.Rounding, new(a)).Units >= 0, "rounding is in debt");
        }
    }

    private void CheckAccount(AccountId account)
    {
        var (kind, condition) = (Engine.KindOf(account), Engine.ConditionOf(account));
        if (kind is AccountKind.MarketMaker or AccountKind.Venue)
        {
            Assert.Equal(AccountCondition.Healthy, condition);
            return;
        }

        var view = new AccountView(Engine, account);
        var (equity, netLiquidationValue) = view.Worth;
        var maintenance = view.Maintenance;
        var isBelow = SolvencyLine.IsBelow(equity, maintenance, world.Rules.LiquidatesAtLine);
        var name = $"{kind} {account.Value}, {condition}, equity {equity}, maintenance {maintenance}, NLV {netLiquidationValue}";
        var isCalled = !SolvencyLine.Reaches(equity, maintenance, world.Rules.MarginCallMultiple);
        switch (condition)
        {
            case AccountCondition.Healthy:
                Assert.False(isBelow || isCalled, name);
                break;
            case AccountCondition.MarginCall:
                Assert.True(!isBelow && isCalled, name);
                break;
            case AccountCondition.Held:
                CheckHold(account, name);
                Assert.True(isBelow, name);
                break;
            case AccountCondition.InLiquidation:
                var isWaiting =
                    _out.ContainsKey(account)
                    || _isPaused
                    || world.LatestTick < _graceUntil
                    || _windows.Count > 0
                    || _withoutSource.Count > 0;
                Assert.True(isWaiting, $"{name} waits for nothing");
                break;
        }

        if (kind == AccountKind.InsuranceFund)
        {
            Assert.True(condition is AccountCondition.Healthy or AccountCondition.MarginCall, name);
            Assert.False(netLiquidationValue.IsNegative, name);
        }
    }

    private void CheckHold(AccountId account, string name)
    {
        var (reason, until) = Engine.HoldOf(account);
        var isBounded = reason switch
        {
            HoldReason.Pause => _isPaused && until == Timestamp.Never,
            HoldReason.PauseGrace => !_isPaused && until == _graceUntil && until > world.LatestTick,
            HoldReason.ProtectiveWindow => _windows.Count > 0
                && until > world.LatestTick
                && until - world.LatestTick <= Duration.FromHours(1),
            HoldReason.NoSource => _withoutSource.Count > 0
                && until > world.LatestTick
                && until - world.LatestTick <= Duration.FromHours(24),
            _ => false,
        };
        Assert.True(isBounded, $"{name} is held for {reason} until {until}");
    }
}
