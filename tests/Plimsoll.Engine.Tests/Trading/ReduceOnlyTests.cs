using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Trading;

/// <summary>Reduce-only orders follow their position, whoever makes it smaller.</summary>
public sealed class ReduceOnlyTests
{
    private readonly Scenario _venue = new();

    public ReduceOnlyTests() => _venue.Price(100);

    [Fact, Trait("Criterion", "TRAD-015")]
    public void An_order_goes_with_the_position_that_it_would_reduce()
    {
        var user = _venue.LongTen(1000);
        var order = _venue.Order(user, -4, 120, isReduceOnly: true);

        _venue.Trade(user, _venue.Maker(), -10, 100);

        Assert.Equal(new OrderClosed(order, OrderCloseReason.NothingToReduce), Assert.Single(_venue.Latest<OrderClosed>()));
        Assert.Null(_venue.Engine.OrderOf(order));
    }

    [Fact, Trait("Criterion", "TRAD-015")]
    public void The_youngest_give_way_when_the_position_shrinks()
    {
        var user = _venue.LongTen(1000);
        var orders = new[] { -4L, -3, -3 }.Select(quantity => _venue.Order(user, quantity, 120, isReduceOnly: true)).ToArray();

        _venue.Trade(user, _venue.Maker(), -5, 100);

        Assert.Equal([-4L, -1, null], orders.Select(order => _venue.Engine.OrderOf(order)?.Remaining.Units));
        Assert.Equal(new OrderAmended(orders[1], new(-1), new(120)), Assert.Single(_venue.Latest<OrderAmended>()));
        Assert.Equal(orders[2], Assert.Single(_venue.Latest<OrderClosed>()).Order);
    }

    [Fact, Trait("Criterion", "TRAD-015")]
    public void Nothing_grows_back_and_nothing_gives_way_that_still_fits()
    {
        var user = _venue.LongTen(1000);
        var maker = _venue.Maker();
        var order = _venue.Order(user, -10, 120, isReduceOnly: true);

        _venue.Trade(user, maker, -4, 120, order: order);
        Assert.Empty(_venue.Latest<OrderAmended>());
        Assert.Equal(-6, _venue.Engine.OrderOf(order)!.Value.Remaining.Units);

        _venue.Trade(user, maker, -1, 100);
        _venue.Trade(user, maker, 5, 100);
        Assert.Equal(-5, _venue.Engine.OrderOf(order)!.Value.Remaining.Units);
    }

    [Fact, Trait("Criterion", "TRAD-015")]
    public void A_position_that_turns_around_takes_its_orders_with_it()
    {
        var user = _venue.LongTen(1000);
        var reduceOnly = _venue.Order(user, -4, 120, isReduceOnly: true);
        var other = _venue.Order(user, -1, 120);

        _venue.Trade(user, _venue.Maker(), -15, 100);

        Assert.Null(_venue.Engine.OrderOf(reduceOnly));
        Assert.NotNull(_venue.Engine.OrderOf(other));
        Assert.True(_venue.TryOrder(user, 5, 90, isReduceOnly: true).IsAccepted);
    }

    [Fact, Trait("Criterion", "TRAD-015")]
    public void Other_instruments_are_left_alone()
    {
        var second = _venue.List(Scenario.Perpetual with { Symbol = "SECOND" });
        _venue.Price(100);
        var user = _venue.LongTen(1000);
        _venue.Trade(user, _venue.Maker(), 3, 100, second);
        var order = _venue.Order(user, -3, 120, second, isReduceOnly: true);

        _venue.Trade(user, _venue.Maker(), -10, 100);

        Assert.Equal(-3, _venue.Engine.OrderOf(order)!.Value.Remaining.Units);
    }

    [Fact, Trait("Criterion", "TRAD-015")]
    public void A_winner_who_is_deleveraged_loses_its_reduce_only_orders()
    {
        // The loser is bankrupt at 80 and no fund is there; the winner's ten short are closed against it.
        var winner = _venue.User(1000, owner: 2);
        var loser = _venue.User(150);
        _venue.Trade(loser, winner, 10, 100);
        var order = _venue.Order(winner, 10, 70, isReduceOnly: true);

        _venue.Price(80);

        Assert.Equal(0, _venue.Position(winner));
        Assert.Equal(new OrderClosed(order, OrderCloseReason.NothingToReduce), Assert.Single(_venue.Latest<OrderClosed>()));
    }

    [Fact, Trait("Criterion", "TRAD-015")]
    public void The_fund_and_market_makers_are_no_exception()
    {
        var maker = _venue.Maker();
        _venue.LongTen(150, maker);
        _venue.Fund(130).Price(80);
        var fund = _venue.DollarFund;
        var orders = new[] { _venue.Order(fund, -10, 90, isReduceOnly: true), _venue.Order(maker, 10, 70, isReduceOnly: true) };

        _venue.Trade(fund, maker, -6, 80);

        Assert.Equal([-4L, 4L], orders.Select(order => _venue.Engine.OrderOf(order)!.Value.Remaining.Units));
    }

    [Fact, Trait("Criterion", "TRAD-015")]
    public void Isolated_collateral_returns_though_a_reduce_only_order_was_open()
    {
        var user = _venue.User(1000);
        var unit = _venue.Isolate(user);
        var maker = _venue.Maker();
        var buy = _venue.Order(user, 10, 100);
        _venue.Trade(user, maker, 10, 100, order: buy);
        _venue.Order(user, -10, 120, isReduceOnly: true);

        _venue.Trade(user, maker, -10, 100);

        Assert.Equal((1000, 0), (_venue.Balance(user), _venue.Balance(unit)));
        Assert.Equal(AccountCondition.Healthy, _venue.Condition(unit));
    }

    [Fact, Trait("Criterion", "TRAD-015")]
    public void The_bust_of_the_trade_that_opened_a_position_takes_its_orders()
    {
        var user = _venue.User(1000);
        var trade = _venue.Trade(user, _venue.Maker(), 10, 100);
        var order = _venue.Order(user, -10, 120, isReduceOnly: true);

        _venue.Do(new BustTrade(_venue.Now, trade));

        Assert.Null(_venue.Engine.OrderOf(order));
    }

    [Fact, Trait("Criterion", "TRAD-015")]
    public void A_follower_and_a_restored_engine_agree()
    {
        var user = _venue.LongTen(1000);
        _venue.Order(user, -10, 120, isReduceOnly: true);
        var restored = MarginEngine.Restore(_venue.Engine.Snapshot());
        var trade = new TradeLeg[] { new(900, Scenario.Perp, new(-3), new(100), user, OrderId.None, _venue.Maker(), OrderId.None) };
        restored.Apply(new OpenAccount(_venue.Now, 0, AccountKind.MarketMaker));

        _venue.Do(new RecordTrades(_venue.Now, trade));
        restored.Apply(new RecordTrades(_venue.Now, trade));

        Assert.Equal(_venue.Engine.StateHash(), restored.StateHash());
        Assert.True(_venue.Engine.EventHash.SequenceEqual(restored.EventHash));
    }
}
