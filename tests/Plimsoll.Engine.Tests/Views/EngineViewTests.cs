using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Views;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Views;

/// <summary>What the engine shows of its state is what its other answers say, and stays as it was shown.</summary>
public sealed class EngineViewTests
{
    [Fact]
    public void Views_of_random_worlds_agree_with_the_single_answers()
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            var world = new RandomWorld(seed, hasSchemes: seed % 2 == 0);
            for (var step = 0; step < 200; step++)
            {
                world.Apply(world.Next());
                if (step % 10 == 0)
                    Compare(world.Engine);
            }
        }
    }

    [Fact]
    public void A_view_does_not_change_with_the_state()
    {
        var venue = new Scenario().Price(100);
        var user = venue.User(1_000);
        var order = venue.Order(user, 3, 90);
        var (orders, balances, instrument) = (venue.Engine.OrdersOf(user), venue.Engine.BalancesOf(user), venue.Engine.View(Scenario.Perp));

        venue.Price(120).Do(new CancelOrder(venue.Now, order));
        venue.Deposit(user, Scenario.Usd, 7);

        Assert.Equal(order, Assert.Single(orders).Order);
        Assert.Empty(venue.Engine.OrdersOf(user));
        Assert.Null(venue.Engine.ViewOrder(order));
        Assert.NotEqual(venue.Engine.BalancesOf(user), balances);
        Assert.Equal((100, 120), (instrument.Mark.Units, venue.Engine.View(Scenario.Perp).Mark.Units));
    }

    [Fact]
    public void An_order_is_shown_with_what_may_still_fill_and_its_clients_number()
    {
        var venue = new Scenario().Price(100);
        var (user, maker) = (venue.User(1_000), venue.Maker());
        var order = venue.Order(user, 3, 100);
        venue.Trade(user, maker, 1, 100, order: order);

        var view = Assert.NotNull(venue.Engine.ViewOrder(order));

        Assert.Equal((user, Scenario.Perp, 2L, 100L), (view.Account, view.Instrument, view.Remaining.Units, view.Limit.Units));
        Assert.False(view.IsLiquidation || view.IsReduceOnly);
    }

    [Fact]
    public void An_isolated_position_is_shown_with_its_parent()
    {
        var venue = new Scenario().Price(100);
        var user = venue.User(1_000);
        var unit = venue.Isolate(user);

        var (account, isIsolated) = Assert.Single(venue.Engine.IsolatedOf(user));
        var view = venue.Engine.View(unit);

        Assert.Equal((unit, true), (account, isIsolated));
        Assert.Equal((AccountKind.Isolated, user, Scenario.Perp), (view.Kind, view.Parent, view.Instrument));
    }

    [Fact]
    public void Indices_show_their_sources_by_name_and_the_venue_its_version()
    {
        var venue = new Scenario().Price(100);

        var index = venue.Engine.View(Scenario.BtcUsd);

        Assert.Equal(["a", "b", "c"], index.Sources.Select(source => source.Name));
        Assert.Equal((3, 100L), (index.LiveSources, index.Price.Units));
        Assert.All(index.Sources, source => Assert.Equal(100, source.Bid.Units));
        Assert.False(venue.Engine.ViewVenue().IsPaused);
        Assert.Equal(Scenario.Usd, venue.Engine.ViewVenue().Parameters.Numeraire);
        Assert.Equal(TradingState.Trading, venue.Engine.View(Scenario.Perp).Trading);
    }

    [Fact]
    public void A_change_that_waits_is_shown_until_its_time()
    {
        var venue = new Scenario().Price(100);
        var later = venue.Now + Duration.FromHours(1);
        var rules = venue.Engine.ViewVenue().Parameters with { MarginCallMultiple = Rate.FromPercent(150) };
        venue.Do(new ChangeVenue(venue.Now, rules, later));

        var scheduled = Assert.Single(venue.Engine.Scheduled());
        var before = venue.Engine.ViewVenue().ParametersVersion;
        venue.Wait(Duration.FromHours(1)).Price(100);

        Assert.Equal((later, rules), (scheduled.EffectiveAt, scheduled.Parameters));
        Assert.Empty(venue.Engine.Scheduled());
        Assert.Equal(before + 1, venue.Engine.ViewVenue().ParametersVersion);
    }

    [Fact]
    public void What_is_not_there_is_told_as_such()
    {
        var engine = new Scenario().Engine;

        Assert.Throws<UnknownIdException>(() => engine.View(new AccountId(999)));
        Assert.Throws<UnknownIdException>(() => engine.View(new AssetId(99)));
        Assert.Throws<UnknownIdException>(() => engine.View(new IndexId(99)));
        Assert.Throws<UnknownIdException>(() => engine.View(new InstrumentId(99)));
        Assert.Throws<UnknownIdException>(() => engine.View(SchemeId.Standard));
        Assert.Throws<UnknownIdException>(() => engine.OrdersOf(new AccountId(999)));
        Assert.Throws<UnknownIdException>(() => engine.BalancesOf(new AccountId(-1)));
        Assert.Null(engine.ViewOrder(new(12345)));
    }

    private static void Compare(MarginEngine engine)
    {
        var orders = 0;
        for (var number = 0; number < engine.AccountCount; number++)
        {
            var id = new AccountId(number);
            var view = engine.View(id);
            Assert.Equal(
                (id, engine.KindOf(id), engine.ParentOf(id), engine.ConditionOf(id), engine.SchemeOf(id)),
                (view.Account, view.Kind, view.Parent, view.Condition, view.Scheme)
            );
            Assert.Equal(engine.HoldOf(id), (view.Hold, view.HoldUntil));
            Assert.All(engine.BalancesOf(id), line => Assert.Equal(engine.Balance(id, line.Asset), line.Amount));
            Assert.All(engine.PositionsOf(id), line => Assert.Equal(engine.PositionOf(id, line.Instrument).Quantity, line.Quantity));
            foreach (var order in engine.OrdersOf(id))
            {
                Assert.Equal((id, order.Instrument, order.Remaining, order.Limit), engine.OrderOf(order.Order));
                orders++;
            }
        }

        Assert.Equal(engine.OrderCount, orders);
        for (ushort number = 0; number < engine.InstrumentCount; number++)
        {
            var view = engine.View(new InstrumentId(number));
            Assert.Equal(engine.MarkPrice(new(number)), view.Mark);
            Assert.Equal(engine.NextFunding(new(number)), view.NextFunding);
            Int128 open = 0;
            for (var account = 0; account < engine.AccountCount; account++)
            {
                open += Math.Max(0, engine.PositionOf(new AccountId(account), new InstrumentId(number)).Quantity.Units);
            }

            Assert.Equal(open, view.OpenInterest);
        }

        for (ushort number = 0; number < engine.IndexCount; number++)
        {
            Assert.Equal(engine.IndexPrice(new(number)), engine.View(new IndexId(number)).Price);
        }
    }
}
