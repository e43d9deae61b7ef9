using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Liquidation;
using Plimsoll.Engine.Trading;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Liquidation;

/// <summary>What is closed, in which order, at which limit, and where it goes when the book does not take it.</summary>
public sealed class LiquidationRouteTests
{
    [Fact, Trait("Criterion", "LIQU-010")]
    public void Orders_are_cancelled_before_anything_is_closed()
    {
        var venue = new Scenario();
        venue.Price(100);
        var user = venue.LongTen(145);
        var first = venue.Order(user, 1, 50);
        var second = venue.Order(user, -2, 150);

        venue.Price(89);

        Assert.Equal([first, second], venue.Latest<OrderClosed>().Select(closed => closed.Order));
        Assert.All(venue.Latest<OrderClosed>(), closed => Assert.Equal(OrderCloseReason.Liquidation, closed.Reason));
        var kinds = venue.LatestKinds.ToList();
        Assert.True(kinds.IndexOf(EventKind.LiquidationStarted) < kinds.IndexOf(EventKind.OrderClosed));
        Assert.True(kinds.LastIndexOf(EventKind.OrderClosed) < kinds.IndexOf(EventKind.LiquidationOrderPlaced));
    }

    [Fact, Trait("Criterion", "LIQU-012")]
    public void The_largest_maintenance_margin_goes_first()
    {
        var (venue, user, other) = TwoPositions(bitcoin: 94, ether: 95);

        Assert.Equal(other, venue.LiquidationOrder()!.Value.Instrument);
        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "LIQU-012")]
    public void Equal_maintenance_margins_go_in_order_of_instrument()
    {
        var (venue, _, _) = TwoPositions(bitcoin: 94, ether: 94);

        Assert.Equal(Scenario.Perp, venue.LiquidationOrder()!.Value.Instrument);
    }

    [Fact, Trait("Criterion", "LIQU-013")]
    public void A_long_is_sold_no_lower_than_its_bankruptcy_price()
    {
        // Long 10 at 100 with 145: bankrupt at 100 − 14.5 = 85.5, to the tick above: 86.
        var venue = new Scenario();
        venue.Price(100);
        venue.LongTen(145);

        venue.Price(89);

        Assert.Equal(86, venue.LiquidationOrder()!.Value.LimitPrice.Units);
        Assert.Equal(89, venue.LiquidationOrder()!.Value.SizingPrice.Units);
    }

    [Fact, Trait("Criterion", "LIQU-013")]
    public void A_short_is_bought_no_higher_than_its_bankruptcy_price()
    {
        // Short 10 at 100 with 155: bankrupt at 115.5, to the tick below: 115. Below the line when 155 − 10·10 < 55 at 110.
        var venue = new Scenario();
        venue.Price(100);
        var user = venue.User(154);
        venue.Trade(user, venue.Maker(), -10, 100);

        venue.Price(110);

        var order = venue.LiquidationOrder()!.Value;
        Assert.True(order.Quantity.Sign > 0);
        Assert.Equal(115, order.LimitPrice.Units);
    }

    [Fact, Trait("Criterion", "LIQU-013")]
    public void An_inverse_long_is_sold_no_lower_than_its_bankruptcy_price()
    {
        // Long 10 contracts of 100 dollars at 100: worth −10 coins. With 1.00 coin of collateral it is bankrupt at −11 coins: 1000 ÷ 11 = 90.9…, up to 91.
        var venue = new Scenario();
        venue.Price(100);
        var inverse = venue.List(Listings.Inverse);
        venue.Price(100);
        var user = venue.Deposit(venue.User(), Scenario.Btc, 100);
        venue.Trade(user, venue.Maker(), 10, 100, inverse);

        // The haircut of 10 % and a fall to 95: net 100 − 53 = 47 units, counted 42, times 0.95 is 39; maintenance is 5 % of 1,053 units, in dollars 51.
        venue.Price(95);

        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
        Assert.Equal(91, venue.LiquidationOrder()!.Value.LimitPrice.Units);
    }

    [Fact, Trait("Criterion", "LIQU-013")]
    public void Without_a_bankruptcy_price_a_long_is_sold_at_one_tick_and_a_short_bought_at_ten_times_the_mark()
    {
        // Bitcoin with a haircut of 99.99 %: worth 1,000 dollars to NLV, next to nothing to equity.
        var venue = new Scenario();
        venue.Price(100);
        var coin = Scenario.Bitcoin with { Haircuts = Plimsoll.Collateral.HaircutLadder.Uniform(new(999_900_000)) };
        venue.Do(new ChangeAsset(venue.Now, coin with { Id = Scenario.Btc }, venue.Now));
        var maker = venue.Maker();
        var (buyer, seller) = (venue.Deposit(venue.User(6), Scenario.Btc, 1100), venue.Deposit(venue.User(6), Scenario.Btc, 1100));
        venue.Trade(buyer, maker, 1, 100);
        venue.Trade(seller, maker, -1, 100);

        venue.Price(98);
        Assert.Equal(1, venue.LiquidationOrder()!.Value.LimitPrice.Units);
        venue.Price(102);
        Assert.Equal(1020, venue.LiquidationOrder()!.Value.LimitPrice.Units);
    }

    [Theory, Trait("Criterion", "LIQU-013")]
    [InlineData(10, true)]
    [InlineData(10, false)]
    [InlineData(100, true)]
    public void Nothing_is_bought_when_one_tick_is_worse_than_the_bankruptcy_price(long tick, bool hasFund)
    {
        // 52 less a loss of 1,000, and short 10 at 100: at 5 that has won 950, so 2 are left for a maintenance margin of 3. Bankrupt at 5.2, below a tick of 10 or 100.
        var venue = new Scenario(perp: Scenario.Perpetual with { TickSize = new(tick) });
        venue.Price(100).Do(new PauseVenue(venue.Now));
        var (user, maker) = (venue.User(52), venue.Maker());
        venue.Trade(user, maker, 1, 1100);
        venue.Trade(user, maker, -1, 100);
        venue.Trade(user, maker, -10, 100);
        venue.Price(5);
        if (hasFund)
        {
            venue.Fund(1000);
        }

        Assert.Equal(2, (long)venue.Engine.MarginOf(user).NetLiquidationValue.Units);
        venue.Do(new ResumeVenue(venue.Now)).Wait(Duration.FromMinutes(10)).Price(5);

        Assert.Single(venue.Latest<LiquidationStarted>());
        Assert.Null(venue.LiquidationOrder());
        Assert.Equal(hasFund, venue.Latest<PositionTakenOver>().Count > 0);
        Assert.Equal(!hasFund, venue.Latest<PositionDeleveraged>().Count > 0);
        Assert.NotEqual(AccountCondition.InLiquidation, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "LIQU-014")]
    public void What_the_book_does_not_take_goes_to_the_fund_at_the_mark_less_the_fee()
    {
        // As in the sizing example: 4 of 10 at 89, fee ceil(3.56) = 4.
        var venue = new Scenario();
        venue.Price(100);
        var user = venue.LongTen(145);
        venue.Fund(1000);
        venue.Price(89);

        venue.BookRefuses();

        var taken = Assert.Single(venue.Latest<PositionTakenOver>());
        Assert.Equal((4, 356, 4), (taken.Quantity.Units, (long)taken.Value.Units, (long)taken.Fee.Units));
        Assert.Equal((6, 145 - 44 - 4), (venue.Position(user), venue.Balance(user)));
        Assert.Equal((4, 356, 1004), (venue.Position(venue.DollarFund), venue.Cost(venue.DollarFund), venue.Balance(venue.DollarFund)));
        Assert.Equal(LiquidationOutcome.Restored, venue.Latest<LiquidationEnded>()[0].Outcome);
    }

    [Fact, Trait("Criterion", "LIQU-014")]
    public void A_halted_instrument_sends_nothing_to_the_book()
    {
        var venue = new Scenario();
        venue.Price(100);
        venue.LongTen(145);
        venue.Fund(1000).Do(new HaltInstrument(venue.Now, Scenario.Perp));

        venue.Price(89);

        Assert.Null(venue.LiquidationOrder());
        Assert.Equal(4, venue.Position(venue.DollarFund));
    }

    [Fact, Trait("Criterion", "LIQU-014")]
    public void What_neither_book_nor_fund_takes_is_deleveraged_at_the_mark()
    {
        var venue = new Scenario();
        venue.Price(100);
        var maker = venue.Maker();
        var user = venue.LongTen(145, maker);
        venue.Price(89);

        venue.BookRefuses();

        var closed = Assert.Single(venue.Latest<PositionDeleveraged>());
        Assert.Equal((maker, 4L, 356L), (closed.Winner, closed.Quantity.Units, (long)closed.Value.Units));
        Assert.Equal((6, -6), (venue.Position(user), venue.Position(maker)));
        Assert.Equal(44, venue.Balance(maker));

        // One per cent of 356, rounded up, once for the whole increment.
        var fee = Assert.Single(venue.Latest<DeleveragingFeeCharged>());
        Assert.Equal((user, venue.DollarFund, 4L, 4L), (fee.Account, fee.Fund, fee.Quantity.Units, (long)fee.Fee.Units));
    }

    [Fact, Trait("Criterion", "LIQU-015")]
    public void The_fee_takes_no_more_than_what_is_left()
    {
        // Long 10 at 100 with 113, mark 89: NLV 3. Even closing all cannot restore, so all is closed; the fee would be ceil(8.9) = 9.
        var venue = new Scenario();
        venue.Price(100);
        var maker = venue.Maker();
        var user = venue.LongTen(113, maker);
        venue.Price(89);
        Assert.Equal(-10, venue.LiquidationOrder()!.Value.Quantity.Units);

        venue.FillLiquidation(user, maker, -10, 89);
        var fee = Assert.Single(venue.Latest<TradeRecorded>()).TakerFee;

        Assert.Equal((0, 0), (venue.Position(user), venue.Balance(user)));
        Assert.Equal(3, venue.Balance(venue.DollarFund));
        Assert.Equal(3, (long)fee.Units);
        Assert.Equal(LiquidationOutcome.Flat, venue.Latest<LiquidationEnded>()[0].Outcome);
    }

    [Fact, Trait("Criterion", "LIQU-015")]
    public void What_remains_is_the_users()
    {
        // Sold at 95 although the mark is 89: 113 − 50 − ceil(9.5) = 53 stay with the user.
        var venue = new Scenario();
        venue.Price(100);
        var maker = venue.Maker();
        var user = venue.LongTen(113, maker);
        venue.Price(89);

        venue.FillLiquidation(user, maker, -10, 95);

        Assert.Equal((0, 53), (venue.Position(user), venue.Balance(user)));
        Assert.Equal(10, venue.Balance(venue.DollarFund));
    }

    [Fact, Trait("Criterion", "LIQU-020")]
    public void A_liquidation_goes_on_until_the_target_is_reached()
    {
        var venue = new Scenario();
        venue.Price(100);
        var maker = venue.Maker();
        var user = venue.LongTen(145, maker);
        venue.Price(89);

        // All four fill, but at the limit of 86: 35 − 12 − 4 = 19 is less than ceil(1.1 · 27) = 30, so more must go.
        venue.FillLiquidation(user, maker, -4, 86);

        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
        Assert.Equal(6, venue.Position(user));
        Assert.Equal(-3, venue.LiquidationOrder()!.Value.Quantity.Units);
    }

    [Fact, Trait("Criterion", "LIQU-014")]
    public void An_inverse_position_goes_to_the_fund_of_its_coin()
    {
        // Ten contracts at 95 are −1,053 units; of the 1.00 coin 0.47 are left: equity floor(42 · 0.95) = 39, line 51.
        // Four with their fee of 5 leave floor(37 · 0.95) = 35 = ceil(1.1 · 31); three leave 36 against 40.
        var venue = new Scenario();
        venue.Price(100);
        var inverse = venue.List(Listings.Inverse);
        venue.Price(100);
        var user = venue.Deposit(venue.User(), Scenario.Btc, 100);
        venue.Trade(user, venue.Maker(), 10, 100, inverse);
        venue.Do(new FundInsurance(venue.Now, Scenario.Btc, new(1000))).Price(95);

        venue.BookRefuses();

        // They are worth floor(−421.05…); the cost of −400 is released, 22 and the fee are lost.
        var taken = Assert.Single(venue.Latest<PositionTakenOver>());
        Assert.Equal((4, -422, 5), (taken.Quantity.Units, (long)taken.Value.Units, (long)taken.Fee.Units));
        Assert.Equal(
            (6, -600, 100 - 22 - 5),
            (venue.Position(user, inverse), venue.Cost(user, inverse), venue.Balance(user, Scenario.Btc))
        );
        Assert.Equal(1005, venue.Balance(taken.Fund, Scenario.Btc));
        Assert.Equal(venue.Engine.InsuranceFundOf(Scenario.Btc), taken.Fund);
        Assert.Equal((0, 0), (venue.Imbalance(Scenario.Btc), venue.Imbalance(Scenario.Usd)));
    }

    [Fact, Trait("Criterion", "LIQU-011")]
    public void A_quanto_is_sized_in_its_third_asset()
    {
        // Two at 1,000 points of 0.01 coin, on 1.50 coins; at 975: 1.00 left, counted 90 dollars, line 98. One sold for a fee of 10 units leaves 81 ≥ 54.
        var venue = new Scenario();
        var index = venue.List(Listings.EtherIndex);
        var quanto = venue.List(Listings.QuantoOn(index));
        venue.Prices((Scenario.BtcUsd, 100), (index, 1000));
        var user = venue.Deposit(venue.User(), Scenario.Btc, 150);
        venue.Trade(user, venue.Maker(), 2, 1000, quanto);

        venue.Price(975, index);

        Assert.Equal((quanto, -1L), (venue.LiquidationOrder()!.Value.Instrument, venue.LiquidationOrder()!.Value.Quantity.Units));
    }

    private static (Scenario Venue, AccountId User, InstrumentId Other) TwoPositions(long bitcoin, long ether)
    {
        var venue = new Scenario();
        var index = venue.List(Listings.EtherIndex);
        var other = venue.List(Listings.LinearOn(index));
        venue.Price(100).Price(100, index);
        var maker = venue.Maker();
        var user = venue.User(200);
        venue.Trade(user, maker, 10, 100);
        venue.Trade(user, maker, 10, 100, other);
        venue.Prices((Scenario.BtcUsd, bitcoin), (index, ether));
        return (venue, user, other);
    }
}
