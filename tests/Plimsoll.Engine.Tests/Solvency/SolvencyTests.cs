using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
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
        Assert.Equal((HoldReason.Pause, Timestamp.Never), venue.Engine.HoldOf(user));

        venue.Wait(Duration.FromMinutes(1)).Do(new ResumeVenue(venue.Now));
        var graceEnds = venue.Now + Duration.FromMinutes(10);
        Assert.Equal((HoldReason.PauseGrace, graceEnds), venue.Engine.HoldOf(user));

        venue.Wait(new Duration(Duration.FromMinutes(10).Nanoseconds - 1)).Price(89);
        Assert.Equal(AccountCondition.Held, venue.Condition(user));
        venue.Wait(new(1)).Price(89);
        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
    }
}
