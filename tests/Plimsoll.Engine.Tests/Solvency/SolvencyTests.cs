using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Venue;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Solvency;

public sealed class SolvencyTests
{
    [Fact, Trait("Criterion", "LIQU-001")]
    public void Every_account_below_the_line_is_in_liquidation_after_the_price()
    {
        // Long 10 at 100 each; at 90 maintenance is 45 and equity is dollars − 100.
        var venue = new Scenario();
        venue.Price(100);
        var maker = venue.Maker();
        var accounts = new[] { 157L, 156, 145, 144 }.Select(dollars => venue.LongTen(dollars, maker)).ToArray();

        venue.Price(90);

        // Margin call below 1.25 · 45 = 56.25, rounded up to 57.
        Assert.Equal(
            [AccountCondition.Healthy, AccountCondition.MarginCall, AccountCondition.MarginCall, AccountCondition.InLiquidation],
            accounts.Select(venue.Condition)
        );
    }

    [Fact, Trait("Criterion", "LIQU-001")]
    public void A_held_account_names_reason_and_bound()
    {
        var venue = new Scenario(index: Scenario.Index("a"));
        venue.Sources(Scenario.BtcUsd, 100);
        var user = venue.LongTen(145);
        venue.Advance(Duration.FromMinutes(3));

        // One source alone falls by a tenth: the clamp lets the index fall by 3 % a minute.
        venue.Sources(Scenario.BtcUsd, 90);
        venue.Wait(Duration.FromMinutes(4)).Sources(Scenario.BtcUsd, 89);

        var (reason, until) = venue.Engine.HoldOf(user);
        Assert.Equal(89, venue.Engine.IndexPrice(Scenario.BtcUsd).Units);
        Assert.Equal(AccountCondition.Held, venue.Condition(user));
        Assert.Equal(HoldReason.ProtectiveWindow, reason);
        Assert.Equal(venue.Now + Duration.FromMinutes(1), until);

        venue.Advance(Duration.FromMinutes(1));
        Assert.Contains(EventKind.AccountReleased, venue.LatestKinds);
        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "LIQU-001")]
    public void An_account_depends_on_the_index_of_the_asset_that_its_position_settles_in()
    {
        // A quanto on ether settled in bitcoin: at a bitcoin of 100, ten of them gain ten dollars a point. The user has dollars alone.
        var venue = new Scenario(index: Scenario.Index("a", "b"));
        var ether = venue.List(Listings.EtherIndex);
        venue.Prices(100, 100).Price(100, ether);
        var quanto = venue.List(Listings.QuantoOn(ether));
        venue.Price(100, ether);
        var user = venue.User(150);
        venue.Trade(user, venue.Maker(), 10, 100, quanto);

        // Bitcoin's two sources part by a tenth: its window opens. Then ether falls: equity 150 − 110 = 40, maintenance 45.
        venue.Prices(100, 110);
        venue.Price(89, ether);

        Assert.Equal(0, venue.Balance(user, Scenario.Btc));
        Assert.Equal(AccountCondition.Held, venue.Condition(user));
        Assert.Equal(HoldReason.ProtectiveWindow, venue.Engine.HoldOf(user).Reason);
    }

    [Fact, Trait("Criterion", "LIQU-001")]
    public void The_worst_off_is_dealt_with_first()
    {
        var venue = new Scenario();
        venue.Price(100);
        var maker = venue.Maker();
        var better = venue.LongTen(120, maker);
        var worse = venue.LongTen(115, maker);

        venue.Price(89);

        Assert.Equal([worse, better], venue.Latest<LiquidationStarted>().Select(started => started.Account));
    }

    [Fact, Trait("Criterion", "LIQU-002")]
    public void A_margin_call_is_issued_once_and_ended_once()
    {
        // Long 10 at 100 with 150. At 91: equity 60, maintenance ceil(45.5) = 46, the call is below ceil(57.5) = 58.
        var venue = new Scenario();
        venue.Price(100);
        var user = venue.LongTen(150);
        int Issued() => venue.Log.Count(line => line.StartsWith(nameof(MarginCallIssued), StringComparison.Ordinal));
        int Ended() => venue.Log.Count(line => line.StartsWith(nameof(MarginCallEnded), StringComparison.Ordinal));

        venue.Price(91);
        Assert.Equal((0, 0), (Issued(), Ended()));
        venue.Price(90);
        Assert.Equal((1, 0), (Issued(), Ended()));
        Assert.Equal(
            (50, 45),
            ((long)venue.Latest<MarginCallIssued>()[0].Equity.Units, (long)venue.Latest<MarginCallIssued>()[0].MaintenanceMargin.Units)
        );
        venue.Price(90).Deposit(user, Scenario.Usd, 1);
        Assert.Equal((1, 0), (Issued(), Ended()));
        venue.Price(91);
        Assert.Equal((1, 1), (Issued(), Ended()));
        Assert.Equal(AccountCondition.Healthy, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "LIQU-003")]
    public void A_venue_may_count_the_line_itself_as_below()
    {
        var venue = new Scenario(new VenueParameters { Numeraire = Scenario.Usd, LiquidatesAtLine = true });
        venue.Price(100);
        var user = venue.LongTen(145);

        venue.Price(90);

        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "LIQU-003")]
    public void Without_positions_the_line_is_zero()
    {
        var venue = new Scenario();
        venue.Price(100);
        var user = venue.User();

        venue.Price(50);

        Assert.Equal(AccountCondition.Healthy, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "LIQU-018")]
    public void While_the_venue_is_paused_liquidations_wait_and_then_for_the_grace()
    {
        var venue = new Scenario();
        venue.Price(100);
        var user = venue.LongTen(145);
        venue.Do(new PauseVenue(venue.Now));

        venue.Price(89);
        Assert.Equal((HoldReason.Pause, venue.Now + Duration.FromHours(24)), venue.Engine.HoldOf(user));

        venue.Wait(Duration.FromMinutes(1)).Do(new ResumeVenue(venue.Now));
        var graceEnds = venue.Now + Duration.FromMinutes(10);
        Assert.Equal((HoldReason.PauseGrace, graceEnds), venue.Engine.HoldOf(user));

        venue.Wait(new Duration(Duration.FromMinutes(10).Nanoseconds - 1)).Price(89);
        Assert.Equal(AccountCondition.Held, venue.Condition(user));
        venue.Wait(new(1)).Price(89);
        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "LIQU-021")]
    public void A_pause_that_nobody_ends_ends_by_itself_into_the_grace()
    {
        var (venue, user) = Paused();
        var ends = venue.Now + Duration.FromHours(2);

        venue.Wait(new Duration(Duration.FromHours(2).Nanoseconds - 1)).Price(89);
        Assert.Equal((HoldReason.Pause, ends), venue.Engine.HoldOf(user));

        venue.Wait(new(1)).Price(89);
        var graceEnds = venue.Now + Duration.FromMinutes(10);
        Assert.Equal(new VenueResumed(graceEnds, ResumeCause.LongestPause), Assert.Single(venue.Latest<VenueResumed>()));
        Assert.Equal((HoldReason.PauseGrace, graceEnds), venue.Engine.HoldOf(user));

        venue.Wait(Duration.FromMinutes(10)).Price(89);
        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "LIQU-021")]
    public void Any_command_may_find_that_the_pause_is_over_and_a_refused_one_changes_nothing()
    {
        var (venue, user) = Paused();
        var another = venue.User(100);
        venue.Wait(Duration.FromHours(2));

        // Refused for its own reason, not for the pause; whoever resumes now is late.
        Assert.Equal(RejectReason.QuantityInvalid, venue.Refused(Buy(venue, another, 0)).Reason);
        Assert.Equal(RejectReason.NotPaused, venue.Refused(new ResumeVenue(venue.Now)).Reason);
        Assert.Equal(HoldReason.Pause, venue.Engine.HoldOf(user).Reason);

        venue.Do(Buy(venue, another, 1));
        Assert.Equal([EventKind.CommandAccepted, EventKind.VenueResumed, EventKind.OrderPlaced, EventKind.AccountHeld], venue.LatestKinds);
        Assert.Equal(HoldReason.PauseGrace, venue.Engine.HoldOf(user).Reason);
    }

    [Fact, Trait("Criterion", "LIQU-021")]
    public void A_venue_may_be_paused_again_in_the_grace_and_in_the_command_that_ends_a_pause()
    {
        var (venue, user) = Paused();
        venue.Wait(Duration.FromHours(2)).Do(new PauseVenue(venue.Now));
        var ends = venue.Now + Duration.FromHours(2);

        Assert.Equal(ResumeCause.LongestPause, Assert.Single(venue.Latest<VenueResumed>()).Cause);
        Assert.Equal(new VenuePaused(venue.Now, ends), Assert.Single(venue.Latest<VenuePaused>()));
        Assert.Equal((HoldReason.Pause, ends), venue.Engine.HoldOf(user));

        venue.Do(new ResumeVenue(venue.Now));
        Assert.Equal(ResumeCause.Operator, Assert.Single(venue.Latest<VenueResumed>()).Cause);
        venue.Wait(Duration.FromMinutes(5)).Do(new PauseVenue(venue.Now));
        Assert.Equal((HoldReason.Pause, venue.Now + Duration.FromHours(2)), venue.Engine.HoldOf(user));
    }

    [Fact, Trait("Criterion", "LIQU-021")]
    public void A_change_of_the_longest_pause_moves_none_that_has_begun()
    {
        var (venue, user) = Paused();
        var ends = venue.Now + Duration.FromHours(2);
        var rules = new VenueParameters { Numeraire = Scenario.Usd, PauseLongest = Duration.FromMinutes(1) };

        venue.Do(new ChangeVenue(venue.Now, rules, venue.Now)).Wait(Duration.FromHours(1)).Price(89);

        Assert.Equal((HoldReason.Pause, ends), venue.Engine.HoldOf(user));
    }

    /// <summary>A user below the line in a venue that was paused just now, for two hours at most.</summary>
    private static (Scenario Venue, AccountId User) Paused()
    {
        var venue = new Scenario(new VenueParameters { Numeraire = Scenario.Usd, PauseLongest = Duration.FromHours(2) });
        venue.Price(100);
        var user = venue.LongTen(145);
        venue.Do(new PauseVenue(venue.Now)).Price(89);
        return (venue, user);
    }

    private static PlaceOrder Buy(Scenario venue, AccountId account, long quantity) =>
        new(venue.Now, account, Scenario.Perp, new(quantity), new(89), IsReduceOnly: false, ClientOrderId: 1);
}
