using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;

namespace Plimsoll.Simulation.Tests.Replay;

/// <summary>What the venue's desks do with the engine's orders and with what the fund took over.</summary>
public sealed class DeskTests
{
    private const double Deep = 1e9;
    private const double Shallow = 2e6;

    [Fact, Trait("Criterion", "REPL-016")]
    public void A_deep_book_fills_liquidation_orders_at_once_in_the_engines_order()
    {
        var venue = new DeskScene(Deep);
        venue.Crash();
        Assert.Equal([venue.Worse, venue.Better], venue.Asked.Select(order => order.Account));

        venue.Desk.Work(venue.Now);

        // Fills below the mark may leave the first one short of its target: then the engine asks again, after the other.
        var fills = new Queue<TradeRecorded>(venue.Trades);
        foreach (var order in venue.Asked)
        {
            for (var left = -order.Quantity.Units; left > 0; )
            {
                var fill = fills.Dequeue();
                Assert.Equal(order.Account, fill.Taker);
                Assert.True(fill.Price >= order.LimitPrice);
                left += fill.Quantity.Units;
                Assert.True(left >= 0, "more than was asked for");
            }

            Assert.Equal(OrderCloseReason.Filled, venue.Closed[order.Order]);
        }

        Assert.Empty(fills);
    }

    [Fact, Trait("Criterion", "REPL-016")]
    public void What_a_shallow_book_leaves_is_reported_done_and_does_not_rest()
    {
        var venue = new DeskScene(Shallow);
        venue.Crash();
        var order = venue.Asked[0];
        var limit = order.LimitPrice.Units / venue.Market.Listed.TickUnits;
        var offered = venue.Market.Book.Depth(side: -1, limit) * venue.Market.Listed.LotUnits;
        Assert.InRange(offered, 1, -order.Quantity.Units - 1);

        venue.Desk.Work(venue.Now);

        Assert.Equal(-offered, venue.Trades.Where(trade => trade.Taker == venue.Worse).Sum(trade => trade.Quantity.Units));
        Assert.Equal(OrderCloseReason.Done, venue.Closed[order.Order]);
        Assert.DoesNotContain(venue.Market.Book.Side(-1), resting => resting.Owner == venue.Worse.Value);
        Assert.All(venue.Asked, asked => Assert.Contains(asked.Order, venue.Closed));
        Assert.True(venue.Position(venue.Fund) > 0);
    }

    [Fact, Trait("Criterion", "REPL-017")]
    public void While_congested_an_order_waits_for_the_next_tick()
    {
        var venue = new DeskScene(Deep, congestionBelow: 0.2);
        venue.Crash();
        Assert.True(venue.Market.Liquidity.IsCongested);

        venue.Desk.Work(venue.Now);
        Assert.Empty(venue.Trades);

        venue.Tick(9_019);
        venue.Desk.Work(venue.Now);
        Assert.NotEmpty(venue.Trades);
    }

    [Fact, Trait("Criterion", "REPL-018")]
    public void The_fund_works_off_what_it_took_a_twentieth_of_the_depth_at_each_tick()
    {
        var venue = new DeskScene(Shallow);
        venue.Crash();
        venue.Desk.Work(venue.Now);
        venue.Orders.Clear();
        var (before, ticks) = (venue.Position(venue.Fund), 0);
        Assert.True(before > 0);

        for (; venue.Position(venue.Fund) > 0 && ticks < 1_000; ticks++)
        {
            venue.Tick(9_020);
            var held = venue.Position(venue.Fund);
            var within = venue.Market.NormalDepth(50) * venue.Market.Liquidity.Depth / 9_020; // in coins
            venue.FundDesk.Work(venue.Now);

            var order = Assert.Single(venue.Orders);
            Assert.Equal((venue.Fund, true), (order.Account, order.IsReduceOnly == Flag.Yes));
            Assert.InRange(order.LimitPrice.Units, 9_020 * 100 * 0.995 - 100, 9_020 * 100);
            Assert.InRange(-order.Quantity.Units / 10_000.0, 0.0001, Math.Max(0.0001, within * 0.05));
            Assert.Equal(held + order.Quantity.Units, venue.Position(venue.Fund));
            venue.Orders.Clear();
        }

        Assert.Equal(0, venue.Position(venue.Fund));
        Assert.True(ticks > 1, "all at once");
    }

    [Fact, Trait("Criterion", "REPL-018")]
    public void While_congested_the_fund_waits()
    {
        var venue = new DeskScene(Shallow, congestionBelow: 0.2);
        venue.Crash();
        venue.Desk.Work(venue.Now);
        venue.Tick(9_020);
        venue.Desk.Work(venue.Now);
        Assert.True(venue.Position(venue.Fund) > 0 && venue.Market.Liquidity.IsCongested);
        var (held, orders) = (venue.Position(venue.Fund), venue.Orders.Count);

        venue.FundDesk.Work(venue.Now);

        Assert.Equal((held, orders), (venue.Position(venue.Fund), venue.Orders.Count));
    }
}
