using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Margin;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Properties;

/// <summary>Watches a random world and demands its laws after every command.</summary>
internal sealed class WorldWatch(RandomWorld world, SortedDictionary<EventKind, int> seen)
{
    private readonly Books _books = new();
    private readonly ExpectedHolds _holds = new(world);
    private readonly Dictionary<AccountId, LiquidationOrderPlaced> _out = [];
    private readonly Dictionary<AccountId, Timestamp> _heldSince = [];
    private LiquidationLaws? _laws;

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
        _holds.CheckWindows();
        _laws ??= new(world, _books);
        _laws.Check();
        CheckLedger();
        for (var i = AccountId.Reserved; i < Engine.AccountCount; i++)
        {
            CheckAccount(new(i));
        }
    }

    private void Follow()
    {
        for (var i = 0; i < Engine.Events.Count; i++)
        {
            var view = Engine.Events[i];
            seen[view.Kind] = seen.GetValueOrDefault(view.Kind) + 1;
            _holds.Follow(view);
            switch (view.Kind)
            {
                case EventKind.LiquidationOrderPlaced:
                    var placed = view.As<LiquidationOrderPlaced>();
                    Assert.True(_out.TryAdd(placed.Account, placed), $"{placed} is a second order");
                    Assert.Equal(Engine.Now + world.Rules.LiquidationOrderTimeout, placed.Deadline);
                    break;
                case EventKind.AccountHeld:
                    _heldSince[view.As<AccountHeld>().Account] = Engine.Now;
                    break;
                case EventKind.OrderClosed:
                    var closed = view.As<OrderClosed>().Order;
                    foreach (var (account, _) in _out.Where(entry => entry.Value.Order == closed).ToList())
                    {
                        _out.Remove(account);
                    }

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

        var view = new AccountView(Engine, _books, account);
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
                CheckHold(account, view, name);
                Assert.True(isBelow, name);
                break;
            case AccountCondition.InLiquidation:
                // What waits for time goes on at a tick; a command between two ticks may come later than the end of a hold.
                var isWaiting =
                    (_out.TryGetValue(account, out var order) && order.Deadline > world.LatestTick)
                    || _holds.At(view, world.LatestTick).Reason != HoldReason.None;
                Assert.True(isWaiting, $"{name} waits for nothing");
                break;
        }

        CheckExplanation(account, name);
        if (kind == AccountKind.InsuranceFund)
        {
            Assert.True(condition is AccountCondition.Healthy or AccountCondition.MarginCall, name);
            Assert.False(netLiquidationValue.IsNegative, name);
        }
    }

    /// <summary>What explains the figures is what decides them, and its leaves add up to each.</summary>
    private void CheckExplanation(AccountId account, string name)
    {
        var (margin, explanation) = (Engine.MarginOf(account), Engine.Explain(account));
        Assert.True(margin == explanation.Margin, $"{name}: {margin}, explained as {explanation.Margin}");
        (Money Amount, ExplanationNode Tree)[] figures =
        [
            (margin.Equity, explanation.Equity),
            (margin.NetLiquidationValue, explanation.NetLiquidationValue),
            (margin.InitialMargin, explanation.InitialMargin),
            (margin.MaintenanceMargin, explanation.MaintenanceMargin),
        ];
        foreach (var (amount, tree) in figures)
        {
            Assert.True(
                tree.Amount == amount && SumOfLeaves(tree, _books.IsWhole(account)) == amount.Units,
                $"{name}: {tree.Label} is not the sum of its leaves"
            );
        }
    }

    /// <summary>A leaf shows what it was made of; only a scheme has leaves that are what rounding or a floor left over.</summary>
    private static Int128 SumOfLeaves(ExplanationNode node, bool isWhole) =>
        node.Children.Count == 0 && (isWhole || node.Inputs.Count > 0)
            ? node.Amount.Units
            : node.Children.Aggregate(Int128.Zero, (sum, child) => sum + SumOfLeaves(child, isWhole));

    private void CheckHold(AccountId account, AccountView view, string name)
    {
        var hold = Engine.HoldOf(account);
        // Decided at the latest tick, at a command after it that touched the account, or when it was told of; nobody looks at it in between.
        Timestamp[] moments = [world.LatestTick, Engine.Now, _heldSince.GetValueOrDefault(account)];
        var isRight = hold.Reason != HoldReason.None && hold.Until > world.LatestTick && moments.Any(at => _holds.At(view, at) == hold);
        var atTick = _holds.At(view, world.LatestTick);
        Assert.True(isRight, $"{name} is held for {hold.Reason} until {hold.Until}, not for {atTick.Reason} until {atTick.Until}");
    }
}
