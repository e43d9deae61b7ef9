using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Determinism;

/// <summary>A fixed script that walks through everything once: what happens in it is committed, line by line.</summary>
internal static class GoldenWorld
{
    /// <summary>Plays the script.</summary>
    public static Scenario Play()
    {
        var venue = new Scenario(perp: Scenario.Perpetual with { Fees = new(new(-1_000_000), new(4_000_000), new(10_000_000)) });
        var ether = venue.List(Listings.EtherIndex);
        var etherAsset = venue.List(Listings.Ether(ether));
        var inverse = venue.List(Listings.Inverse);
        var quanto = venue.List(Listings.QuantoOn(ether));
        var future = venue.List(Listings.DatedFuture(venue.Now + Duration.FromHours(2)));
        var spot = venue.List(Listings.Spot);
        venue.Prices((Scenario.BtcUsd, 1000), (ether, 100));

        var maker = venue.Deposit(venue.Maker(), Scenario.Btc, 5_000);
        var users = Enumerable.Range(0, 6).Select(i => venue.User(1_500 + (i * 300), owner: i)).ToArray();
        venue.Fund(2_000);
        venue.Do(new FundInsurance(venue.Now, Scenario.Btc, new(20)));
        Trade(venue, maker, users, inverse, quanto, future, spot, etherAsset);
        Crash(venue, maker, users, ether);
        Settle(venue, users, ether, future);
        Administer(venue, users, maker);
        return venue;
    }

    private static void Trade(
        Scenario venue,
        AccountId maker,
        AccountId[] users,
        InstrumentId inverse,
        InstrumentId quanto,
        InstrumentId future,
        InstrumentId spot,
        AssetId ether
    )
    {
        venue.Deposit(users[1], Scenario.Btc, 300);
        venue.Deposit(users[2], ether, 700);
        venue.Trade(users[0], maker, 10, 1000, order: venue.Order(users[0], 12, 1000, clientOrderId: 5));
        venue.Trade(users[1], maker, 11, 1001);
        venue.Trade(users[1], maker, 20, 1000, inverse);
        venue.Trade(users[2], maker, 3, 100, quanto);
        venue.Trade(users[2], users[3], 6, 1005, future);
        venue.Isolate(users[3], leverage: Leverage.Of(5));
        venue.Trade(users[3], maker, 4, 998, order: venue.Order(users[3], 4, 1000));
        venue.Trade(users[4], maker, 1, 1000, spot);
        venue.Trade(users[5], maker, -9, 1000);
        venue.Order(users[5], 3, 900, isReduceOnly: true);
        venue.Refused(new WithdrawCollateral(venue.Now, users[0], Scenario.Usd, new(5_000)));
        venue.Do(new WithdrawCollateral(venue.Now, users[4], Scenario.Usd, new(100)));
    }

    private static void Crash(Scenario venue, AccountId maker, AccountId[] users, IndexId ether)
    {
        venue.Wait(Duration.FromSeconds(20)).Book(985, 995, 990);
        venue.Wait(Duration.FromSeconds(20)).Prices((Scenario.BtcUsd, 890), (ether, 90));
        var order = venue.LiquidationOrder()!.Value;
        venue.FillLiquidation(order.Account, maker, order.Quantity.Units / 2, 889).BookRefuses();

        venue.Wait(Duration.FromSeconds(20)).Sources(Scenario.BtcUsd, 880, 884, 1200);
        venue.Wait(Duration.FromSeconds(40)).Prices((Scenario.BtcUsd, 860), (ether, 80));
        venue.Wait(Duration.FromSeconds(40)).Prices((Scenario.BtcUsd, 700), (ether, 60));
        venue.Wait(Duration.FromSeconds(40)).Prices((Scenario.BtcUsd, 500), (ether, 30));
        venue.Deposit(users[0], Scenario.Usd, 1_000);
        venue.Wait(Duration.FromSeconds(40)).Quote((0, 0, 0), (1, 5, 4), (2, 0, 0));
        venue.Wait(Duration.FromSeconds(40)).Prices((Scenario.BtcUsd, 800), (ether, 60));
    }

    private static void Settle(Scenario venue, AccountId[] users, IndexId ether, InstrumentId future)
    {
        venue.Trade(users[0], users[5], 3, 800);
        venue.Wait(venue.Engine.NextFunding(Scenario.Perp) - venue.Now).Prices((Scenario.BtcUsd, 810), (ether, 61));
        venue.Do(new SettleFunding(venue.Now, Scenario.Perp));
        venue.Wait(Duration.FromHours(2)).Prices((Scenario.BtcUsd, 805), (ether, 61));
        venue.Do(new ExpireInstrument(venue.Now, future));
    }

    private static void Administer(Scenario venue, AccountId[] users, AccountId maker)
    {
        var trade = venue.Trade(users[4], maker, 2, 806);
        venue.Do(new CorrectTrade(venue.Now, trade, 900, new(2), new(805))).Do(new BustTrade(venue.Now, 900));
        venue.Do(new ProposeMarkOverride(venue.Now, Scenario.Perp, new(790), venue.Now + Duration.FromMinutes(1), 1));
        venue.Do(new ApproveMarkOverride(venue.Now, Scenario.Perp, 2)).Do(new EndMarkOverride(venue.Now, Scenario.Perp, 1));
        venue.Do(new ChangeInstrument(venue.Now, Scenario.Perpetual, venue.Now + Duration.FromMinutes(1)));
        venue.Do(new PauseVenue(venue.Now)).Do(new ResumeVenue(venue.Now)).Do(new HaltInstrument(venue.Now, Scenario.Perp));
        venue.Do(new SetAccountStatus(venue.Now, users[1], AccountStatus.Frozen));
        venue.Wait(Duration.FromMinutes(4)).Price(800).Do(new DelistInstrument(venue.Now, Scenario.Perp));
    }
}
