using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Liquidation;
using Plimsoll.Engine.Trading;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Liquidation;

/// <summary>What happens while the answer of the book is awaited: recalls, timeouts, late fills, holds.</summary>
public sealed class LiquidationTimeTests
{
    private readonly Scenario _venue = new();
    private readonly AccountId _maker;
    private readonly AccountId _user;

    public LiquidationTimeTests()
    {
        // Long 10 at 100 with 145; at 89 four lots must go.
        _venue.Price(100);
        _maker = _venue.Maker();
        _user = _venue.LongTen(145, _maker);
        _venue.Fund(1000).Price(89);
    }

    [Fact, Trait("Criterion", "LIQU-016")]
    public void A_price_during_a_liquidation_stops_it()
    {
        _venue.Price(100);

        Assert.Equal(_venue.LatestLiquidationOrder, Assert.Single(_venue.Latest<LiquidationOrderRecalled>()).Order);
        Assert.Equal(AccountCondition.InLiquidation, _venue.Condition(_user));

        _venue.BookRefuses();
        Assert.Equal(LiquidationOutcome.Cured, Assert.Single(_venue.Latest<LiquidationEnded>()).Outcome);
        Assert.Equal((10, 145), (_venue.Position(_user), _venue.Balance(_user)));
    }

    [Fact, Trait("Criterion", "LIQU-016")]
    public void An_order_is_recalled_only_once()
    {
        _venue.Price(100).Price(101);

        Assert.Empty(_venue.Latest<LiquidationOrderRecalled>());
    }

    [Fact, Trait("Criterion", "LIQU-017")]
    public void An_unanswered_order_times_out_and_the_fund_takes_over()
    {
        _venue.Advance(new(Duration.FromSeconds(30).Nanoseconds - 1));
        Assert.Equal(10, _venue.Position(_user));

        _venue.Advance(new(1));

        Assert.Equal(OrderCloseReason.TimedOut, Assert.Single(_venue.Latest<OrderClosed>()).Reason);
        Assert.Equal((6, 4), (_venue.Position(_user), _venue.Position(_venue.DollarFund)));
        Assert.Equal(AccountCondition.MarginCall, _venue.Condition(_user));
    }

    [Fact, Trait("Criterion", "LIQU-017")]
    public void After_the_fund_took_a_part_the_book_is_asked_again()
    {
        _venue.Advance(Duration.FromSeconds(30));

        // Six left with 97 dollars: at 86 equity is 13, the line 26.
        _venue.Price(86);

        Assert.NotNull(_venue.LiquidationOrder());
    }

    [Fact, Trait("Criterion", "LIQU-018")]
    public void A_pause_halts_a_liquidation_that_is_under_way()
    {
        _venue.Do(new PauseVenue(_venue.Now)).BookRefuses();
        Assert.Equal((AccountCondition.InLiquidation, 10), (_venue.Condition(_user), _venue.Position(_user)));
        Assert.Null(_venue.LiquidationOrder());

        _venue.Do(new ResumeVenue(_venue.Now)).Price(89);
        Assert.Equal((AccountCondition.InLiquidation, 10), (_venue.Condition(_user), _venue.Position(_user)));
        Assert.Null(_venue.LiquidationOrder());

        _venue.Wait(Duration.FromMinutes(10)).Price(89);
        Assert.Equal(-4, _venue.LiquidationOrder()!.Value.Quantity.Units);
    }

    [Fact, Trait("Criterion", "LIQU-022")]
    public void A_pause_recalls_the_order_that_is_out_and_after_the_hold_the_book_is_asked_again()
    {
        var first = _venue.LatestLiquidationOrder;

        _venue.Do(new PauseVenue(_venue.Now));
        Assert.Equal(new LiquidationOrderRecalled(first, _user), Assert.Single(_venue.Latest<LiquidationOrderRecalled>()));
        _venue.Price(89);
        Assert.Empty(_venue.Latest<LiquidationOrderRecalled>());

        // What a recalled order leaves is no refusal of the book.
        _venue.BookRefuses().Do(new ResumeVenue(_venue.Now)).Wait(Duration.FromMinutes(10)).Price(89);
        Assert.NotEqual(first, _venue.LatestLiquidationOrder);
        Assert.Equal((10, 0), (_venue.Position(_user), _venue.Position(_venue.DollarFund)));
        Assert.NotNull(_venue.LiquidationOrder());
    }

    [Fact, Trait("Criterion", "LIQU-022")]
    public void A_fill_that_arrives_after_the_recall_is_booked_and_the_liquidation_goes_on_after_the_hold()
    {
        _venue.Do(new PauseVenue(_venue.Now));

        _venue.FillLiquidation(_user, _maker, -1, 89);
        Assert.Equal((9, AccountCondition.InLiquidation), (_venue.Position(_user), _venue.Condition(_user)));

        _venue.BookRefuses().Do(new ResumeVenue(_venue.Now)).Wait(Duration.FromMinutes(10)).Price(89);
        Assert.Equal(-3, _venue.LiquidationOrder()!.Value.Quantity.Units);
    }

    [Fact, Trait("Criterion", "LIQU-022")]
    public void A_lost_source_recalls_the_order_that_is_out()
    {
        _venue.Quote((0, 0, 0), (1, 0, 0), (2, 0, 0));

        Assert.Equal(_user, Assert.Single(_venue.Latest<LiquidationOrderRecalled>()).Account);
        Assert.Equal(AccountCondition.InLiquidation, _venue.Condition(_user));
    }

    [Fact, Trait("Criterion", "LIQU-022")]
    public void A_protective_window_recalls_the_order_that_is_out()
    {
        // Two sources are left that disagree.
        _venue.Quote((0, 80, 80), (1, 89, 89), (2, 0, 0));

        Assert.Single(_venue.Latest<ProtectiveWindowOpened>());
        Assert.Equal(_user, Assert.Single(_venue.Latest<LiquidationOrderRecalled>()).Account);
    }

    [Fact, Trait("Criterion", "LIQU-018")]
    public void In_the_grace_a_deposit_cures()
    {
        _venue.Do(new PauseVenue(_venue.Now)).BookRefuses().Do(new ResumeVenue(_venue.Now));

        _venue.Deposit(_user, Scenario.Usd, 100);

        Assert.Equal((AccountCondition.Healthy, 10), (_venue.Condition(_user), _venue.Position(_user)));
    }

    [Fact, Trait("Criterion", "LIQU-019")]
    public void A_late_fill_of_a_recalled_order_is_booked_with_its_fee()
    {
        _venue.Deposit(_user, Scenario.Usd, 100);
        Assert.Single(_venue.Latest<LiquidationOrderRecalled>());

        _venue.FillLiquidation(_user, _maker, -4, 89);

        Assert.Equal((6, 245 - 44 - 4), (_venue.Position(_user), _venue.Balance(_user)));
        Assert.Equal(1004, _venue.Balance(_venue.DollarFund));
        Assert.Equal(LiquidationOutcome.Restored, Assert.Single(_venue.Latest<LiquidationEnded>()).Outcome);
    }

    [Fact, Trait("Criterion", "LIQU-019")]
    public void A_late_fill_of_a_timed_out_order_is_booked_like_any_trade()
    {
        _venue.Advance(Duration.FromSeconds(30));

        _venue.FillLiquidation(_user, _maker, -4, 89);

        Assert.Equal((2, 145 - 44 - 4 - 44), (_venue.Position(_user), _venue.Balance(_user)));
        Assert.Equal(Flag.No, Assert.Single(_venue.Latest<TradeRecorded>()).IsLiquidation);
    }

    [Fact, Trait("Criterion", "LIQU-019")]
    public void A_late_fill_after_everything_is_closed_opens_the_other_side()
    {
        _venue.Price(60);
        _venue.BookRefuses();
        Assert.Equal(0, _venue.Position(_user));

        _venue.FillLiquidation(_user, _maker, -4, 89);

        // Short 4 from 89 with the mark at 60: 116 dollars of profit, which is more than it needs.
        Assert.Equal(-4, _venue.Position(_user));
        Assert.Equal(AccountCondition.Healthy, _venue.Condition(_user));
        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
    }

    [Fact, Trait("Criterion", "LIQU-020")]
    public void A_partial_fill_keeps_the_order_out_until_it_is_done()
    {
        _venue.FillLiquidation(_user, _maker, -1, 89);
        Assert.Equal(-3, _venue.Engine.OrderOf(_venue.LatestLiquidationOrder)!.Value.Remaining.Units);
        Assert.Equal((9, AccountCondition.InLiquidation), (_venue.Position(_user), _venue.Condition(_user)));

        // 145 − 99 − 11 − 1 of fee: 9 at 89 with equity 34; three more go to the fund.
        _venue.BookRefuses();

        Assert.Equal((6, 3), (_venue.Position(_user), _venue.Position(_venue.DollarFund)));
        Assert.True(_venue.Equity(_user) * 10 >= 27 * 11);
    }
}
