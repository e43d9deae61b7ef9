using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Trading;

public sealed class OrderTests
{
    private readonly Scenario _venue = new();

    public OrderTests() => _venue.Price(100);

    [Fact, Trait("Criterion", "TRAD-010")]
    public void An_order_is_refused_with_the_shortfall_and_accepted_with_that_much_more()
    {
        // Ten at 102 with the mark at 100: 100 of margin and 20 of immediate loss.
        var user = _venue.User(80);

        var refused = _venue.TryOrder(user, 10, 102);
        Assert.Equal((RejectReason.InsufficientMargin, 40L), (refused.Reason, (long)refused.Shortfall.Units));

        _venue.Deposit(user, Scenario.Usd, 39);
        Assert.Equal(1, (long)_venue.TryOrder(user, 10, 102).Shortfall.Units);
        _venue.Deposit(user, Scenario.Usd, 1);
        Assert.True(_venue.TryOrder(user, 10, 102).IsAccepted);
    }

    [Fact, Trait("Criterion", "TRAD-011")]
    public void A_reduce_only_order_needs_nothing()
    {
        var user = _venue.LongTen(100);

        _venue.Order(user, -10, 100, isReduceOnly: true);

        Assert.Equal(100, (long)_venue.Engine.MarginOf(user).InitialMargin.Units);
    }

    [Theory, Trait("Criterion", "TRAD-011")]
    [InlineData(1)]
    [InlineData(-11)]
    public void A_reduce_only_order_that_would_increase_is_refused(long quantity)
    {
        var user = _venue.LongTen(1000);

        Assert.Equal(RejectReason.WouldIncrease, _venue.TryOrder(user, quantity, 100, isReduceOnly: true).Reason);
    }

    [Fact, Trait("Criterion", "TRAD-011")]
    public void Reduce_only_orders_together_do_not_exceed_the_position()
    {
        var user = _venue.LongTen(1000);
        var six = _venue.Order(user, -6, 100, isReduceOnly: true);

        Assert.Equal(RejectReason.WouldIncrease, _venue.TryOrder(user, -5, 100, isReduceOnly: true).Reason);
        _venue.Order(user, -4, 100, isReduceOnly: true);
        Assert.Equal(RejectReason.WouldIncrease, _venue.Try(new AmendOrder(_venue.Now, six, new(-7), new(100))).Reason);
        _venue.Do(new AmendOrder(_venue.Now, six, new(-5), new(100)));
        Assert.True(_venue.TryOrder(user, -1, 100, isReduceOnly: true).IsAccepted);
    }

    [Fact, Trait("Criterion", "TRAD-011")]
    public void Without_a_position_nothing_can_be_reduced() =>
        Assert.Equal(RejectReason.WouldIncrease, _venue.TryOrder(_venue.User(1000), -1, 100, isReduceOnly: true).Reason);

    [Fact, Trait("Criterion", "TRAD-012")]
    public void The_largest_order_is_the_last_that_is_accepted()
    {
        // 1,005 dollars at 10 % and 2 of loss a contract: 1,005 ÷ 12 = 83.75.
        var user = _venue.User(1005);

        var largest = _venue.Engine.LargestOrder(user, Scenario.Perp, 1, new(102)).Units;

        Assert.Equal(83, largest);
        Assert.Equal(RejectReason.InsufficientMargin, _venue.TryOrder(user, largest + 1, 102).Reason);
        Assert.True(_venue.TryOrder(user, largest, 102).IsAccepted);
    }

    [Fact, Trait("Criterion", "TRAD-012")]
    public void Turning_a_position_around_is_counted_in_the_largest_order()
    {
        // Long 10 with 150: selling 25 leaves 15 short, which 150 just carry.
        var user = _venue.LongTen(150);

        Assert.Equal(25, _venue.Engine.LargestOrder(user, Scenario.Perp, -1, new(100)).Units);
        Assert.Equal(5, _venue.Engine.LargestOrder(user, Scenario.Perp, 1, new(100)).Units);
    }

    [Fact, Trait("Criterion", "TRAD-012")]
    public void The_largest_order_respects_lot_limit_and_status()
    {
        var lots = _venue.List(Scenario.Perpetual with { Symbol = "LOTS", LotSize = new(7), MaxOrderQuantity = new(70) });
        _venue.Price(100);
        var (poor, rich) = (_venue.User(200), _venue.User(1_000_000));

        Assert.Equal(14, _venue.Engine.LargestOrder(poor, lots, 1, new(100)).Units);
        Assert.Equal(70, _venue.Engine.LargestOrder(rich, lots, 1, new(100)).Units);
        _venue.Do(new SetAccountStatus(_venue.Now, rich, AccountStatus.Frozen));
        Assert.Equal(0, _venue.Engine.LargestOrder(rich, lots, 1, new(100)).Units);
        Assert.Equal(0, _venue.Engine.LargestOrder(poor, new(99), 1, new(100)).Units);
    }

    [Fact, Trait("Criterion", "TRAD-012")]
    public void The_largest_spot_order_is_what_the_balance_pays_with_the_fee()
    {
        // n · 100 and 1 % of it: 909 pay for nine.
        var spot = SpotListed();

        Assert.Equal(8, _venue.Engine.LargestOrder(_venue.User(908), spot, 1, new(100)).Units);
        Assert.Equal(9, _venue.Engine.LargestOrder(_venue.User(909), spot, 1, new(100)).Units);
    }

    [Fact, Trait("Criterion", "TRAD-012")]
    public void Far_through_the_mark_the_largest_order_is_still_one_that_is_accepted_while_one_more_is_not()
    {
        // 50 % from a notional of 500, 10 % below. Short 10 with 400 at 100, initial margin 500: a buy at 160 costs 60 a lot and frees 50, until the lower tier frees 10.
        var tiers = Plimsoll.Margin.RiskTierTable.Flat(
            [(Money.Zero, Rate.FromPercent(10), Rate.FromPercent(5)), (new(500), Rate.FromPercent(50), Rate.FromPercent(5))],
            Plimsoll.Margin.TierBoundary.FloorInclusive
        );
        var steep = _venue.List(Scenario.Perpetual with { Symbol = "STEEP", Margin = tiers });
        _venue.Price(100);
        var user = _venue.User(400);
        _venue.Trade(user, _venue.Maker(), -10, 100, steep);
        bool IsAccepted(long lots) =>
            MarginEngine
                .Restore(_venue.Engine.Snapshot())
                .Apply(new PlaceOrder(_venue.Now, user, steep, new(lots), new(160), false, 0))
                .IsAccepted;

        // 40 + 360 at six, 30 + 420 at seven, 20 + 480 at eight: it could be had, but is not looked for.
        Assert.Equal([6L, 7, 8], Enumerable.Range(1, 60).Select(lots => (long)lots).Where(IsAccepted));
        Assert.Equal(0, _venue.Engine.LargestOrder(user, steep, 1, new(160)).Units);
        // Within the rate: 16 turn it around to six long, 300 + 160.
        Assert.Equal(16, _venue.Engine.LargestOrder(user, steep, 1, new(110)).Units);
    }

    [Fact, Trait("Criterion", "TRAD-013")]
    public void An_order_that_does_not_raise_initial_margin_is_accepted_even_below_it()
    {
        // Long 10 with 150, mark 94: equity 90 is less than the initial margin of 94, more than the maintenance of 47.
        var user = _venue.LongTen(150);
        _venue.Price(94);

        Assert.Equal(RejectReason.InsufficientMargin, _venue.TryOrder(user, 1, 94).Reason);
        Assert.True(_venue.TryOrder(user, -20, 94).IsAccepted);
        Assert.Equal(RejectReason.InsufficientMargin, _venue.TryOrder(user, -1, 94).Reason);
    }

    [Fact, Trait("Criterion", "TRAD-014")]
    public void A_spot_buy_must_be_covered_with_its_fee()
    {
        var spot = SpotListed();
        var user = _venue.User(201);

        var refused = _venue.TryOrder(user, 2, 100, spot);
        Assert.Equal((RejectReason.InsufficientBalance, 1L), (refused.Reason, (long)refused.Shortfall.Units));

        _venue.Deposit(user, Scenario.Usd, 1);
        Assert.True(_venue.TryOrder(user, 2, 100, spot).IsAccepted);
        Assert.Equal(101, (long)_venue.TryOrder(user, 1, 100, spot).Shortfall.Units);
    }

    [Fact, Trait("Criterion", "TRAD-014")]
    public void A_spot_sell_must_be_covered_by_the_base_asset()
    {
        var spot = SpotListed();
        var user = _venue.Deposit(_venue.User(1000), Scenario.Btc, 150);

        Assert.True(_venue.TryOrder(user, -1, 100, spot).IsAccepted);
        var refused = _venue.TryOrder(user, -1, 100, spot);

        Assert.Equal((RejectReason.InsufficientBalance, 50L), (refused.Reason, (long)refused.Shortfall.Units));
    }

    [Fact, Trait("Criterion", "TRAD-014")]
    public void A_spot_order_is_never_reduce_only()
    {
        var spot = SpotListed();

        Assert.Equal(RejectReason.WouldIncrease, _venue.TryOrder(_venue.User(1000), 1, 100, spot, isReduceOnly: true).Reason);
    }

    [Fact, Trait("Criterion", "TRAD-014")]
    public void What_spot_orders_lock_is_not_free_for_margin()
    {
        var spot = SpotListed();
        var user = _venue.User(202 + 50);
        _venue.Order(user, 2, 100, spot);

        Assert.Equal(5, _venue.Engine.LargestOrder(user, Scenario.Perp, 1, new(100)).Units);
    }

    [Fact, Trait("Criterion", "TRAD-010")]
    public void Client_order_ids_are_unique_among_open_orders()
    {
        var user = _venue.User(1000);
        var order = _venue.Order(user, 1, 100, clientOrderId: 7);

        Assert.Equal(RejectReason.ClientOrderIdInUse, _venue.TryOrder(user, 1, 100, clientOrderId: 7).Reason);
        Assert.True(_venue.TryOrder(_venue.User(1000), 1, 100, clientOrderId: 7).IsAccepted);
        _venue.Do(new CancelOrder(_venue.Now, order));
        Assert.True(_venue.TryOrder(user, 1, 100, clientOrderId: 7).IsAccepted);
        Assert.Equal(7, _venue.Latest<OrderPlaced>()[0].ClientOrderId);
    }

    [Fact, Trait("Criterion", "TRAD-010")]
    public void An_amended_order_is_checked_as_it_would_be()
    {
        // 100 dollars carry ten; the order of ten may move its price only as far as no loss is reserved, and may shrink.
        var user = _venue.User(100);
        var order = _venue.Order(user, 10, 100);

        Assert.Equal(10, (long)_venue.Try(new AmendOrder(_venue.Now, order, new(10), new(101))).Shortfall.Units);
        Assert.Equal(RejectReason.InsufficientMargin, _venue.Try(new AmendOrder(_venue.Now, order, new(11), new(100))).Reason);
        Assert.Equal(RejectReason.SideChanged, _venue.Try(new AmendOrder(_venue.Now, order, new(-1), new(100))).Reason);
        _venue.Do(new AmendOrder(_venue.Now, order, new(9), new(101)));

        Assert.Equal((9L, 101L), (_venue.Engine.OrderOf(order)!.Value.Remaining.Units, _venue.Engine.OrderOf(order)!.Value.Limit.Units));
        Assert.Equal(90 + 9, (long)_venue.Engine.MarginOf(user).InitialMargin.Units);
    }

    [Fact, Trait("Criterion", "TRAD-010")]
    public void A_fill_beyond_the_order_closes_it()
    {
        var user = _venue.User(1000);
        var order = _venue.Order(user, 5, 100);
        var maker = _venue.Maker();

        _venue.Trade(user, maker, 2, 100, order: order);
        Assert.Equal(3, _venue.Engine.OrderOf(order)!.Value.Remaining.Units);
        _venue.Trade(user, maker, 4, 100, order: order);

        Assert.Null(_venue.Engine.OrderOf(order));
        Assert.Equal((OrderCloseReason.Filled, 6), (_venue.Latest<OrderClosed>()[0].Reason, _venue.Position(user)));
    }

    [Fact, Trait("Criterion", "TRAD-010")]
    public void The_matching_engine_ends_an_order_and_frees_its_margin()
    {
        var user = _venue.User(1000);
        var order = _venue.Order(user, 5, 100);

        _venue.Do(new ReportOrderDone(_venue.Now, order));

        Assert.Equal(OrderCloseReason.Done, _venue.Latest<OrderClosed>()[0].Reason);
        Assert.Equal(0, (long)_venue.Engine.MarginOf(user).InitialMargin.Units);
    }

    [Fact, Trait("Criterion", "TRAD-012")]
    public void An_account_has_at_most_two_hundred_open_orders()
    {
        var user = _venue.User(1_000_000);
        for (var i = 0; i < 200; i++)
        {
            _venue.Order(user, 1, 90);
        }

        Assert.Equal(RejectReason.TooManyOrders, _venue.TryOrder(user, 1, 90).Reason);
        Assert.Equal(0, _venue.Engine.LargestOrder(user, Scenario.Perp, 1, new(90)).Units);
    }

    [Fact, Trait("Criterion", "TRAD-010")]
    public void An_isolated_account_has_its_own_numbers_and_its_own_two_hundred()
    {
        var second = _venue.List(Scenario.Perpetual with { Symbol = "SECOND" });
        _venue.Price(100);
        var user = _venue.User(1_000_000);
        _venue.Isolate(user);
        for (var i = 1; i <= 200; i++)
        {
            _venue.Order(user, 1, 90, clientOrderId: i);
        }

        Assert.Equal(RejectReason.TooManyOrders, _venue.TryOrder(user, 1, 90, clientOrderId: 201).Reason);
        Assert.Equal(RejectReason.ClientOrderIdInUse, _venue.TryOrder(user, 1, 90, clientOrderId: 200).Reason);
        Assert.True(_venue.TryOrder(user, 1, 90, second, clientOrderId: 200).IsAccepted);
    }

    private InstrumentId SpotListed()
    {
        var spot = _venue.List(Listings.Spot);
        _venue.Price(100);
        return spot;
    }
}
