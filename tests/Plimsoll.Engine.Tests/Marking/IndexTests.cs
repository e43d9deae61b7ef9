using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Marking;

/// <summary>One price of three, two, one and no source; and when not to believe it.</summary>
public sealed class IndexTests
{
    private static readonly Duration Quarter = Duration.FromSeconds(15);

    [Fact, Trait("Criterion", "PRIC-010")]
    public void Of_three_the_liar_is_dropped_and_the_two_agree()
    {
        var venue = new Scenario();

        venue.Sources(Scenario.BtcUsd, 100, 101, 150);

        Assert.Equal(100, Index(venue));
        Assert.Equal(2, venue.LiveSources(Scenario.BtcUsd));
    }

    [Fact, Trait("Criterion", "PRIC-010")]
    public void Weights_count_in_the_median()
    {
        var venue = new Scenario(
            index: Scenario.Index() with
            {
                Sources = [new("a", 2), new("b", 2), new("c", 1), new("d", 1), new("e", 2)],
            }
        );

        // Half of the weight lies exactly between the second and the third.
        venue.Sources(Scenario.BtcUsd, 990, 1000, 1011, 1012, 1013);

        Assert.Equal(1005, Index(venue));
    }

    [Fact, Trait("Criterion", "PRIC-011")]
    public void Two_that_agree_make_the_mean()
    {
        // 5 % of the lower: 1,000 and 1,050 agree.
        var venue = Two(1000);

        venue.Sources(Scenario.BtcUsd, 1000, 1050);

        Assert.Equal((1025, false), (Index(venue), IsWindowOpened(venue)));
    }

    [Fact, Trait("Criterion", "PRIC-011")]
    public void Two_that_disagree_make_the_clamped_mean_and_open_the_window()
    {
        var venue = Two(1000);

        // Their mean is 1,100; 3 % a minute of 1,000 is 7 in fifteen seconds.
        venue.Wait(Quarter).Sources(Scenario.BtcUsd, 1000, 1200);

        Assert.Equal(1007, Index(venue));
        var opened = Assert.Single(venue.Latest<ProtectiveWindowOpened>());
        Assert.Equal((1000L, 1100L, venue.Now + Duration.FromMinutes(5)), (opened.Reference.Units, opened.Target.Units, opened.Until));
    }

    [Theory, Trait("Criterion", "PRIC-012")]
    [InlineData(20_000, 10_075)]
    [InlineData(5_000, 9_925)]
    [InlineData(10_075, 10_075)]
    [InlineData(9_950, 9_950)]
    public void One_source_moves_the_index_no_faster_than_the_clamp(long price, long index)
    {
        var venue = One(10_000);

        venue.Wait(Quarter).Sources(Scenario.BtcUsd, price);

        Assert.Equal(index, Index(venue));
    }

    [Fact, Trait("Criterion", "PRIC-012")]
    public void A_long_silence_counts_for_at_most_ten_minutes_of_movement()
    {
        var venue = One(10_000, Scenario.Index("a") with { StaleAfter = Duration.FromHours(2) });

        venue.Wait(Duration.FromHours(1)).Sources(Scenario.BtcUsd, 20_000);

        Assert.Equal(13_000, Index(venue));
    }

    [Fact, Trait("Criterion", "PRIC-013")]
    public void Without_a_source_the_index_stays_and_orders_that_increase_are_refused()
    {
        var venue = new Scenario();
        venue.Price(100);
        var user = venue.LongTen(300);

        venue.Quote((0, 0, 0), (1, 0, 0), (2, 0, 0));

        Assert.Equal((100, 0), (Index(venue), venue.LiveSources(Scenario.BtcUsd)));
        Assert.Equal(venue.Now + Duration.FromMinutes(10), Assert.Single(venue.Latest<NoSourceHoldOpened>()).Until);
        Assert.Equal(200, (long)venue.Engine.MarginOf(user).InitialMargin.Units);
        Assert.Equal(RejectReason.NoSourceLeft, venue.TryOrder(user, 1, 100).Reason);
        Assert.True(venue.TryOrder(user, -1, 100, isReduceOnly: true).IsAccepted);

        venue.Price(100);
        Assert.Single(venue.Latest<NoSourceHoldClosed>());
        Assert.Equal(100, (long)venue.Engine.MarginOf(user).InitialMargin.Units);
    }

    [Fact, Trait("Criterion", "PRIC-013")]
    public void Without_a_source_liquidations_wait_but_not_for_ever()
    {
        var venue = new Scenario();
        venue.Price(100);
        var user = venue.LongTen(145);
        venue.Quote((0, 0, 0), (1, 0, 0), (2, 0, 0));
        var until = venue.Now + Duration.FromMinutes(10);

        venue.Trade(user, venue.Maker(), 1, 195);
        Assert.Equal((HoldReason.NoSource, until), venue.Engine.HoldOf(user));
        venue.Advance(new(Duration.FromMinutes(10).Nanoseconds - 1));
        Assert.Equal(AccountCondition.Held, venue.Condition(user));
        venue.Advance(new(1));

        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "PRIC-013")]
    public void A_collateral_without_a_source_holds_too()
    {
        var venue = new Scenario();
        var index = venue.List(Listings.EtherIndex);
        var ether = venue.List(Listings.Ether(index));
        venue.Price(100).Price(100, index);
        var user = venue.LongTen(100);
        venue.Deposit(user, ether, 50);
        venue.Do(
            new SubmitQuotes(
                venue.Now,
                new IndexQuote[] { new(index, 0, default, default), new(index, 1, default, default), new(index, 2, default, default) },
                default
            )
        );

        venue.Price(88);

        Assert.Equal((AccountCondition.Held, HoldReason.NoSource), (venue.Condition(user), venue.Engine.HoldOf(user).Reason));
    }

    [Fact, Trait("Criterion", "PRIC-020")]
    public void A_jump_of_one_source_opens_the_window_and_a_second_source_confirms()
    {
        var venue = new Scenario(index: Scenario.Index("a", "b"));
        venue.Sources(Scenario.BtcUsd, 1000, null);
        var user = Victim(venue);

        venue.Wait(Duration.FromMinutes(3)).Sources(Scenario.BtcUsd, 900, null);
        Assert.True(IsWindowOpened(venue));
        Assert.Equal((910, AccountCondition.Held), (Index(venue), venue.Condition(user)));

        venue.Wait(Quarter).Sources(Scenario.BtcUsd, 900, 902);
        Assert.Equal(WindowOutcome.Confirmed, Assert.Single(venue.Latest<ProtectiveWindowClosed>()).Outcome);
        Assert.Equal((901, AccountCondition.InLiquidation), (Index(venue), venue.Condition(user)));
    }

    [Fact, Trait("Criterion", "PRIC-020")]
    public void A_slow_move_of_one_source_opens_no_window()
    {
        var venue = One(1000);

        for (var price = 980; price >= 900; price -= 20)
        {
            venue.Wait(Duration.FromMinutes(1)).Sources(Scenario.BtcUsd, price);
            Assert.False(IsWindowOpened(venue));
        }

        Assert.Equal(900, Index(venue));
    }

    [Fact, Trait("Criterion", "PRIC-021")]
    public void A_window_expires_and_the_crash_is_acted_upon()
    {
        var venue = One(1000);
        var user = Victim(venue);
        venue.Wait(Duration.FromMinutes(3)).Sources(Scenario.BtcUsd, 850);
        Assert.Equal(AccountCondition.Held, venue.Condition(user));

        venue.Wait(new(Duration.FromMinutes(5).Nanoseconds - 1)).Sources(Scenario.BtcUsd, 850);
        Assert.Equal(AccountCondition.Held, venue.Condition(user));
        venue.Wait(new(1)).Sources(Scenario.BtcUsd, 850);

        Assert.Equal(WindowOutcome.Expired, Assert.Single(venue.Latest<ProtectiveWindowClosed>()).Outcome);
        Assert.False(IsWindowOpened(venue));
        Assert.Equal(user, Assert.Single(venue.Latest<LiquidationStarted>()).Account);
        Assert.Equal(0, venue.Position(user));
    }

    [Fact, Trait("Criterion", "PRIC-021")]
    public void After_expiring_it_opens_again_only_after_a_calm_as_long_as_itself()
    {
        var venue = One(1000);
        venue.Wait(Duration.FromMinutes(3)).Sources(Scenario.BtcUsd, 850);
        venue.Wait(Duration.FromMinutes(5)).Sources(Scenario.BtcUsd, 850);

        // Still far below where it came from, and then a second fall within the calm: no window.
        venue.Wait(Duration.FromMinutes(1)).Sources(Scenario.BtcUsd, 700);
        Assert.False(IsWindowOpened(venue));

        // Calm from here: the index has caught up.
        for (var minute = 0; minute < 9; minute++)
        {
            venue.Wait(Duration.FromMinutes(1)).Sources(Scenario.BtcUsd, Index(venue));
        }

        Assert.Contains(
            venue.Log,
            line =>
                line.StartsWith(nameof(WindowRearming), StringComparison.Ordinal)
                && line.Contains("IsArmed = Yes", StringComparison.Ordinal)
        );
        venue.Wait(Duration.FromMinutes(1)).Sources(Scenario.BtcUsd, Index(venue) * 9 / 10);
        Assert.True(IsWindowOpened(venue));
    }

    [Fact, Trait("Criterion", "PRIC-022")]
    public void A_price_that_comes_back_closes_the_window()
    {
        var venue = One(1000);
        venue.Wait(Quarter).Sources(Scenario.BtcUsd, 900);
        Assert.True(IsWindowOpened(venue));

        // 5 % from the reference of 1,000: 949 is still far, 950 is back.
        venue.Wait(Quarter).Sources(Scenario.BtcUsd, 949);
        Assert.Empty(venue.Latest<ProtectiveWindowClosed>());
        venue.Wait(Quarter).Sources(Scenario.BtcUsd, 950);

        Assert.Equal(WindowOutcome.Returned, Assert.Single(venue.Latest<ProtectiveWindowClosed>()).Outcome);
    }

    private static AccountId Victim(Scenario venue)
    {
        // Long 10 from 1,000 with 1,330: at 910 equity is 430, the line 455.
        var user = venue.User(1330);
        venue.Trade(user, venue.Maker(), 10, 1000);
        return user;
    }

    private static Scenario One(long price, Plimsoll.Marking.IndexParameters? index = null)
    {
        var venue = new Scenario(index: index ?? Scenario.Index("a"));
        return venue.Sources(Scenario.BtcUsd, price);
    }

    private static Scenario Two(long price)
    {
        var venue = new Scenario(index: Scenario.Index("a", "b"));
        return venue.Sources(Scenario.BtcUsd, price, price);
    }

    private static long Index(Scenario venue) => venue.Engine.IndexPrice(Scenario.BtcUsd).Units;

    private static bool IsWindowOpened(Scenario venue) => venue.Latest<ProtectiveWindowOpened>().Count > 0;
}
