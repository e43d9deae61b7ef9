using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Pricing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Solvency;

/// <summary>The engine under schedules that look at more than the mark: docs/spec/0015, "In the engine".</summary>
public sealed class ScheduleTests
{
    private static readonly AffineSchedule AtIndex = new(0.1m, 0.05m, 0, isAtIndex: true);
    private static readonly OpenInterestSchedule Crowded = new(0.1m, 0.5m, 1_000, 3_000);

    [Fact, Trait("Criterion", "MODL-010")]
    public void A_change_of_the_index_decides_although_the_mark_stands_still()
    {
        var venue = With(AtIndex);
        var user = venue.LongTen(110);
        HoldTheMark(venue);
        var follower = MarginEngine.Restore(venue.Engine.Snapshot());

        // 10 · 300 · 5 % = 150 of 110.
        venue.Price(300);

        Assert.Equal(100, venue.Engine.MarkPrice(Scenario.Perp).Units);
        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
        follower.FollowOn(venue.Engine.Events);
        Assert.Equal(venue.Engine.MarginOf(user), follower.MarginOf(user));
    }

    [Fact, Trait("Criterion", "MODL-010")]
    public void A_restored_engine_still_sees_the_index()
    {
        var venue = With(AtIndex);
        var user = venue.LongTen(500);
        HoldTheMark(venue);
        venue.Price(300);

        var restored = MarginEngine.Restore(venue.Engine.Snapshot());

        Assert.Equal(150, restored.MarginOf(user).MaintenanceMargin.Units);
        Assert.Equal(venue.Engine.MarginOf(user), restored.MarginOf(user));
        Assert.Equal(venue.Engine.StateHash(), restored.StateHash());
    }

    [Fact, Trait("Criterion", "MODL-010")]
    public void A_schedule_that_comes_later_sees_the_index_at_once_and_one_that_goes_sees_it_no_more()
    {
        var venue = With(Listings.TenAndFive);
        var user = venue.LongTen(500);
        HoldTheMark(venue);
        venue.Price(300);
        Assert.Equal(50, venue.Engine.MarginOf(user).MaintenanceMargin.Units);

        Change(venue, AtIndex);
        Assert.Equal(150, venue.Engine.MarginOf(user).MaintenanceMargin.Units);
        Change(venue, Listings.TenAndFive);

        Assert.Equal(50, venue.Engine.MarginOf(user).MaintenanceMargin.Units);
        Assert.Equal(Point(venue.Engine), Point(MarginEngine.Restore(venue.Engine.Snapshot())));
    }

    [Fact, Trait("Criterion", "MODL-010")]
    public void Open_interest_is_one_side_of_all_positions()
    {
        var venue = With(Crowded);
        var (first, second, maker) = (venue.User(10_000), venue.User(10_000), venue.Maker());
        venue.Trade(first, maker, 10, 100);
        Assert.Equal(10, Point(venue.Engine).OpenInterest.Units);
        Assert.Equal(100, venue.Engine.MarginOf(first).InitialMargin.Units);

        // 20 are worth 2 000: halfway from 10 % to all of it.
        venue.Trade(second, maker, -10, 100);
        venue.Trade(second, first, -10, 100);
        Assert.Equal(20, Point(venue.Engine).OpenInterest.Units);
        Assert.Equal(1_100, venue.Engine.MarginOf(first).InitialMargin.Units);
        Assert.Equal(100, venue.Engine.MarginOf(first).MaintenanceMargin.Units);

        var restored = MarginEngine.Restore(venue.Engine.Snapshot());
        Assert.Equal(Point(venue.Engine), Point(restored));
        venue.Trade(second, first, 20, 100);
        restored.FollowOn(venue.Engine.Events);
        Assert.Equal(0, Point(venue.Engine).OpenInterest.Units);
        Assert.Equal(Point(venue.Engine), Point(restored));
    }

    [Fact, Trait("Criterion", "MODL-010")]
    public void Open_interest_is_known_to_a_schedule_that_comes_later()
    {
        var venue = With(Listings.TenAndFive);
        venue.LongTen(5_000);
        var restored = MarginEngine.Restore(venue.Engine.Snapshot());
        Assert.Equal(0, Point(restored).OpenInterest.Units);

        Change(venue, Crowded);
        restored.FollowOn(venue.Engine.Events);

        Assert.Equal(10, Point(venue.Engine).OpenInterest.Units);
        Assert.Equal(10, Point(restored).OpenInterest.Units);
    }

    [Fact, Trait("Criterion", "MODL-011")]
    public void Lots_are_sized_with_the_cost_that_would_be_left()
    {
        // At entry 10 · 100 · 5 % = 50 are needed; at 90 there are 45. Closing k leaves 45 − ceil(0.9 k) of 1.1 · 5 · (10 − k):
        // two leave 43 of 44, three leave 42 of 38.5.
        var venue = With(new ProvisionedSchedule(Listings.TenAndFive, true, 0, ClosingFeeBasis.Mark, false));
        var user = venue.LongTen(145);

        venue.Price(90);

        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
        Assert.Equal(-3, venue.LiquidationOrder()!.Value.Quantity.Units);
    }

    [Fact, Trait("Criterion", "MODL-011")]
    public void The_fund_takes_over_with_the_cost_that_it_would_have()
    {
        // Three at 90 need 27 to open, at the entry price that the fund itself would have; at the user's hundred it would be 30.
        var venue = With(new ProvisionedSchedule(Listings.TenAndFive, true, 0, ClosingFeeBasis.Mark, false));
        venue.Fund(27);
        var user = venue.LongTen(145);
        venue.Price(90);

        venue.BookRefuses();

        Assert.Equal(7, venue.Position(user));
        Assert.Equal(3, venue.Position(venue.DollarFund));
    }

    [Fact, Trait("Criterion", "MODL-011")]
    public void A_change_of_leverage_decides_the_account()
    {
        // 50 and the fee of 60 % on 1 000 without leverage, on 900 at 10x for a long, on 1 100 for a short.
        var venue = With(new ProvisionedSchedule(Listings.TenAndFive, false, 0.6m, ClosingFeeBasis.Bankruptcy, false));
        var user = venue.User(700);
        venue.Trade(user, venue.Maker(), -10, 100);
        Assert.Equal(650, venue.Engine.MarginOf(user).MaintenanceMargin.Units);

        venue.Do(new SetLeverage(venue.Now, user, Scenario.Perp, Leverage.Of(10)));

        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "MODL-013")]
    public void What_the_engine_cannot_decide_by_is_not_listed()
    {
        MarginSchedule tooDeep = AtIndex;
        for (var depth = 0; depth < 5; depth++)
        {
            tooDeep = new ProvisionedSchedule(tooDeep, false, 0, ClosingFeeBasis.Mark, false);
        }

        MarginSchedule[] schedules =
        [
            tooDeep,
            new OptionSchedule(OptionType.Call, 100, false, new() { Base = 0.15m, Floor = 0.1m }),
            new ProvisionedSchedule(AtIndex, false, 0, (ClosingFeeBasis)7, false),
            new TierSchedule([new(0, 0.1m, 0.1m)], (TierMeasure)7, TierStyle.Flat, TierBoundary.FloorInclusive),
            new TierSchedule([new(0, 0.1m, 0.1m)], TierMeasure.Size, (TierStyle)7, TierBoundary.FloorInclusive),
            new SlippageSchedule(1, 5, 6, 2),
            new SlippageSchedule(0.1m, decimal.MaxValue / 2, 0.1m, 1),
            new SkewScaledSchedule(new(1, 1, 0.1m, 0.5m, 1_000_000_000_001)),
            new SkewScaledSchedule(new(0.5m, 1, 0.1m, 0.5m, 0)),
        ];
        var venue = new Scenario();

        Assert.All(
            schedules,
            schedule =>
            {
                var result = venue.Refused(
                    new ListInstrument(venue.Now, Scenario.Perpetual with { Id = new(1), Symbol = "NEXT", Margin = schedule })
                );
                Assert.Equal((RejectReason.ParametersInvalid, "Margin"), (result.Reason, result.Field?.Split('.')[^1]));
            }
        );
    }

    private static Scenario With(MarginSchedule schedule) => new Scenario(perp: Scenario.Perpetual with { Margin = schedule }).Price(100);

    private static void HoldTheMark(Scenario venue)
    {
        venue.Do(new ProposeMarkOverride(venue.Now, Scenario.Perp, new(100), venue.Now + Duration.FromMinutes(1), 1));
        venue.Do(new ApproveMarkOverride(venue.Now, Scenario.Perp, 2));
    }

    private static void Change(Scenario venue, MarginSchedule schedule) =>
        venue.Do(new ChangeInstrument(venue.Now, Scenario.Perpetual with { Margin = schedule }, venue.Now));

    private static MarketPoint Point(MarginEngine engine) => engine.CopyMarket().Point(Scenario.Perp);
}
