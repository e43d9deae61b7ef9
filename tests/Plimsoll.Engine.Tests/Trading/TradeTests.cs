using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Trading;

public sealed class TradeTests
{
    private static readonly InstrumentParameters WithFees = Scenario.Perpetual with
    {
        Fees = new(new Rate(-2_500_000), Rate.FromPercent(1), Rate.FromPercent(1)),
    };

    private readonly Scenario _venue = new(perp: WithFees);
    private readonly AccountId _maker;

    public TradeTests()
    {
        _venue.Price(100);
        _maker = _venue.Maker();
    }

    [Fact, Trait("Criterion", "TRAD-020")]
    public void A_multi_leg_trade_is_booked_whole()
    {
        var user = _venue.User(10_000);
        var third = _venue.Maker();

        _venue.Do(new RecordTrades(_venue.Now, new[] { Leg(11, user, _maker, 10, 100), Leg(12, user, third, -4, 105) }));

        Assert.Equal((6, -10, 4), (_venue.Position(user), _venue.Position(_maker), _venue.Position(third)));
        Assert.Equal([11L, 12L], _venue.Latest<TradeRecorded>().Select(recorded => recorded.TradeId));
    }

    [Theory, Trait("Criterion", "TRAD-020")]
    [InlineData(11, 4, 105, RejectReason.TradeIdInvalid)]
    [InlineData(0, 4, 105, RejectReason.TradeIdInvalid)]
    [InlineData(12, 0, 105, RejectReason.QuantityInvalid)]
    [InlineData(12, 4, 0, RejectReason.PriceInvalid)]
    public void One_bad_leg_refuses_them_all(long id, long quantity, long price, RejectReason reason)
    {
        var user = _venue.User(10_000);

        var refused = _venue.Refused(
            new RecordTrades(_venue.Now, new[] { Leg(11, user, _maker, 10, 100), Leg(id, user, _maker, quantity, price) })
        );

        Assert.Equal((reason, 0), (refused.Reason, _venue.Position(user)));
    }

    [Fact, Trait("Criterion", "TRAD-021")]
    public void A_fill_is_never_refused_for_margin_status_pause_or_halt()
    {
        var user = _venue.User();
        _venue.Do(new SetAccountStatus(_venue.Now, user, AccountStatus.Frozen));
        _venue.Do(new HaltInstrument(_venue.Now, Scenario.Perp)).Do(new PauseVenue(_venue.Now));

        _venue.Trade(user, _maker, 10, 100);

        Assert.Equal(10, _venue.Position(user));
        Assert.Equal(AccountCondition.Held, _venue.Condition(user));
    }

    [Fact, Trait("Criterion", "TRAD-021")]
    public void A_fill_belongs_to_the_account_of_its_order()
    {
        var user = _venue.User(1000);
        var isolated = _venue.Isolate(user);
        var order = _venue.Order(user, 3, 100);

        _venue.Trade(user, _maker, 3, 100, order: order);
        Assert.Equal((0, 3), (_venue.Position(user), _venue.Position(isolated)));

        // Somebody else's order, or one of the other side, does not move the fill.
        var other = _venue.User(1000);
        var foreign = _venue.Order(other, 2, 100);
        _venue.Trade(user, _maker, 2, 100, order: foreign);
        Assert.Equal((0, 5), (_venue.Position(user), _venue.Position(isolated)));
        Assert.Equal(2, _venue.Engine.OrderOf(foreign)!.Value.Remaining.Units);
    }

    [Fact, Trait("Criterion", "TRAD-022")]
    public void The_bust_of_a_closing_trade_restores_position_and_equity()
    {
        var user = _venue.User(1000);
        _venue.Trade(user, _maker, 3, 100);
        var before = (_venue.Equity(user), _venue.Equity(_maker), _venue.Balance(AccountId.Fees));
        var trade = _venue.Trade(user, _maker, -5, 110);

        _venue.Do(new BustTrade(_venue.Now, trade));

        // Through zero and back: what was realised stays in the balance, and in the cost with the opposite sign.
        Assert.Equal((3, -3), (_venue.Position(user), _venue.Position(_maker)));
        Assert.Equal((330, 1000 - 3 + 30), (_venue.Cost(user), _venue.Balance(user)));
        Assert.Equal(before, (_venue.Equity(user), _venue.Equity(_maker), _venue.Balance(AccountId.Fees)));
        Assert.Equal(
            (RejectReason.UnknownTrade, 0),
            (_venue.Refused(new BustTrade(_venue.Now, trade)).Reason, _venue.Imbalance(Scenario.Usd))
        );
    }

    [Theory, Trait("Criterion", "TRAD-022")]
    [InlineData(4)]
    [InlineData(-4)]
    public void The_bust_of_an_opening_trade_leaves_nothing_behind(long quantity)
    {
        var user = _venue.User(1000);
        var before = Everything(user);
        var trade = _venue.Trade(user, _maker, quantity, 103);

        _venue.Do(new BustTrade(_venue.Now, trade));

        Assert.Equal(before, Everything(user));
    }

    [Theory, Trait("Criterion", "TRAD-022")]
    [InlineData(5)]
    [InlineData(-4)]
    [InlineData(-10)]
    [InlineData(-25)]
    public void The_bust_of_any_trade_restores_quantity_and_balance_less_cost(long quantity)
    {
        // Long 10 at 100; what is enlarged, reduced, closed or turned around at 103 leaves some profit realised, and as much more cost.
        var user = _venue.LongTen(5000, _maker);
        var before = Sides();
        var equity = _venue.Equity(user);
        var trade = _venue.Trade(user, _maker, quantity, 103);

        _venue.Do(new BustTrade(_venue.Now, trade));

        Assert.Equal(before, Sides());
        Assert.Equal(equity, _venue.Equity(user));

        (long, long, long, long, long) Sides() =>
            (
                _venue.Position(user),
                _venue.Balance(user) - _venue.Cost(user),
                _venue.Position(_maker),
                _venue.Balance(_maker) - _venue.Cost(_maker),
                _venue.Balance(AccountId.Fees)
            );
    }

    [Fact, Trait("Criterion", "TRAD-022")]
    public void A_correction_is_held_against_the_accounts_of_the_trade()
    {
        // Long and flat again with half of the most that can be carried; then isolated. Corrected to a short, the cross account would hold more than that.
        const long Half = Quantity.MaxUnits / 2;
        var user = _venue.User();
        _venue.Do(new PauseVenue(_venue.Now));
        var trade = _venue.Trade(user, _maker, Half, 100);
        _venue.Trade(user, _venue.Maker(), -Half, 100);
        _venue.Isolate(user);

        Assert.Equal(RejectReason.Overflow, _venue.Refused(new CorrectTrade(_venue.Now, trade, 901, new(-Half - 1), new(100))).Reason);
        _venue.Do(new CorrectTrade(_venue.Now, trade, 901, new(-Half), new(100)));
        Assert.Equal(-2 * Half, _venue.Position(user));
    }

    [Fact, Trait("Criterion", "TRAD-022")]
    public void The_bust_of_a_spot_trade_gives_both_assets_back()
    {
        var spot = _venue.List(Listings.Spot);
        _venue.Price(100);
        var user = _venue.User(1000);
        var seller = _venue.Deposit(_venue.Maker(), Scenario.Btc, 500);
        var trade = _venue.Trade(user, seller, 2, 100, spot);
        Assert.Equal((1000 - 200 - 2, 200), (_venue.Balance(user), _venue.Balance(user, Scenario.Btc)));
        Assert.Equal((200, 300), (_venue.Balance(seller), _venue.Balance(seller, Scenario.Btc)));

        _venue.Do(new BustTrade(_venue.Now, trade));

        Assert.Equal((1000, 0), (_venue.Balance(user), _venue.Balance(user, Scenario.Btc)));
        Assert.Equal((0, 500), (_venue.Balance(seller), _venue.Balance(seller, Scenario.Btc)));
    }

    [Fact, Trait("Criterion", "TRAD-022")]
    public void The_bust_of_a_liquidation_trade_takes_its_fee_from_the_fund()
    {
        var user = _venue.LongTen(155, _maker);
        _venue.Price(89);
        var order = _venue.LatestLiquidationOrder;
        var trade = _venue.Trade(user, _maker, _venue.LiquidationOrder()!.Value.Quantity.Units, 89, order: order);
        var fee = _venue.Latest<TradeRecorded>()[0].TakerFee;
        Assert.Equal(fee, _venue.Engine.Balance(_venue.DollarFund, Scenario.Usd));
        Assert.Equal(AccountCondition.MarginCall, _venue.Condition(user));

        _venue.Do(new BustTrade(_venue.Now, trade));

        Assert.Equal((10, 0), (_venue.Position(user), _venue.Balance(_venue.DollarFund)));
        Assert.Equal(AccountCondition.InLiquidation, _venue.Condition(user));
    }

    [Fact, Trait("Criterion", "TRAD-022")]
    public void The_correction_of_a_liquidation_trade_returns_its_fee_and_charges_the_ordinary_one()
    {
        var user = _venue.LongTen(155, _maker);
        _venue.Price(89);
        var order = _venue.LatestLiquidationOrder;
        var trade = _venue.Trade(user, _maker, _venue.LiquidationOrder()!.Value.Quantity.Units, 89, order: order);

        _venue.Do(new CorrectTrade(_venue.Now, trade, 901, new(-9), new(89)));

        // 1 % of 801, rounded up, to the venue; the rebate of 2.0025 rounded down.
        var corrected = Assert.Single(_venue.Latest<TradeRecorded>());
        Assert.Equal((9, -2, Flag.No), ((long)corrected.TakerFee.Units, (long)corrected.MakerFee.Units, corrected.IsLiquidation));
        Assert.Equal((1, 0), (_venue.Position(user), _venue.Balance(_venue.DollarFund)));
        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
    }

    [Fact, Trait("Criterion", "TRAD-022")]
    public void A_correction_books_the_true_trade_under_a_new_number()
    {
        var user = _venue.User(1000);
        var trade = _venue.Trade(user, _maker, 5, 100);

        _venue.Do(new CorrectTrade(_venue.Now, trade, 77, new(4), new(99)));

        // Taker fee 1 % of 396, rounded up to 4; rebate 0.25 % of 396, rounded down to 0.
        Assert.Equal((4, 396, 996), (_venue.Position(user), _venue.Cost(user), _venue.Balance(user)));
        Assert.Equal((-4, 0, 4), (_venue.Position(_maker), _venue.Balance(_maker), _venue.Balance(AccountId.Fees)));
        Assert.Equal(RejectReason.UnknownTrade, _venue.Refused(new CorrectTrade(_venue.Now, trade, 78, new(4), new(99))).Reason);
        _venue.Do(new BustTrade(_venue.Now, 77));
        Assert.Equal((0, 1000), (_venue.Position(user), _venue.Balance(user)));
    }

    [Fact, Trait("Criterion", "TRAD-022")]
    public void Only_the_latest_trades_can_be_changed()
    {
        var venue = new Scenario(new VenueParameters { Numeraire = Scenario.Usd, TradesKept = 2 });
        venue.Price(100);
        var user = venue.User(1000);
        var maker = venue.Maker();
        var trades = Enumerable.Range(0, 3).Select(_ => venue.Trade(user, maker, 1, 100)).ToArray();

        Assert.Equal(RejectReason.UnknownTrade, venue.Refused(new BustTrade(venue.Now, trades[0])).Reason);
        venue.Do(new BustTrade(venue.Now, trades[1])).Do(new BustTrade(venue.Now, trades[2]));
    }

    [Fact, Trait("Criterion", "TRAD-022")]
    public void An_id_is_known_as_long_as_its_trade_is_kept()
    {
        var venue = new Scenario(new VenueParameters { Numeraire = Scenario.Usd, TradesKept = 2 });
        venue.Price(100);
        var user = venue.User(1000);
        var maker = venue.Maker();
        RecordTrades Again(long id) => new(venue.Now, new[] { Leg(id, user, maker, 1, 100) });
        venue.Do(Again(1)).Do(Again(2));
        venue.Do(new BustTrade(venue.Now, 1));

        // Kept, though busted; then a third trade comes, and the first is forgotten.
        Assert.Equal(RejectReason.TradeIdInvalid, venue.Refused(Again(1)).Reason);
        venue.Do(Again(3));
        Assert.Equal(RejectReason.TradeIdInvalid, venue.Refused(Again(2)).Reason);

        venue.Do(Again(1));
        Assert.Equal(3, venue.Position(user));
    }

    [Fact, Trait("Criterion", "TRAD-023")]
    public void A_maker_rebate_is_paid_out_of_fees()
    {
        // 1 % of 1,010 is 10.1, up to 11; 0.25 % of it is 2.525, down to 2.
        var user = _venue.User(1000);

        _venue.Trade(user, _maker, 10, 101);

        Assert.Equal((989, 2, 9), (_venue.Balance(user), _venue.Balance(_maker), _venue.Balance(AccountId.Fees)));
        var recorded = Assert.Single(_venue.Latest<TradeRecorded>());
        Assert.Equal((11, -2), ((long)recorded.TakerFee.Units, (long)recorded.MakerFee.Units));
    }

    [Fact, Trait("Criterion", "TRAD-023")]
    public void A_maker_fee_is_rounded_up()
    {
        var venue = new Scenario(perp: Scenario.Perpetual with { Fees = new(new Rate(2_500_000), Rate.Zero, Rate.Zero) });
        venue.Price(100);
        var maker = venue.Deposit(venue.Maker(), Scenario.Usd, 10);

        venue.Trade(venue.User(1000), maker, 10, 101);

        Assert.Equal((7, 3), (venue.Balance(maker), venue.Balance(AccountId.Fees)));
    }

    private static TradeLeg Leg(long id, AccountId taker, AccountId maker, long quantity, long price) =>
        new(id, Scenario.Perp, new(quantity), new(price), taker, OrderId.None, maker, OrderId.None);

    private (long, long, long, long, long, long) Everything(AccountId user) =>
        (
            _venue.Position(user),
            _venue.Cost(user),
            _venue.Balance(user),
            _venue.Balance(_maker),
            _venue.Balance(AccountId.Fees),
            _venue.Balance(AccountId.Clearing)
        );
}
