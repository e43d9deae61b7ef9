using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Snapshots;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Determinism;

public sealed class SnapshotTests
{
    [Fact]
    public void A_restored_engine_has_the_same_state_events_and_sequence()
    {
        var venue = Busy();

        var restored = MarginEngine.Restore(venue.Engine.Snapshot());

        Assert.Equal(venue.Engine.StateHash(), restored.StateHash());
        Assert.Equal(venue.Engine.EventHash.ToArray(), restored.EventHash.ToArray());
        Assert.Equal((venue.Engine.Sequence, venue.Engine.Now), (restored.Sequence, restored.Now));
        Assert.Equal(venue.Engine.Snapshot(), restored.Snapshot());
    }

    [Fact]
    public void A_restored_engine_with_a_spot_order_and_an_empty_balance_goes_on()
    {
        // The dollars that the order locks are lost to a trade before the snapshot: the line is empty, the lock remains.
        var venue = new Scenario();
        venue.Price(100);
        var spot = venue.List(Listings.Spot);
        venue.Price(100);
        var user = venue.Deposit(venue.User(101), Scenario.Btc, 10_000);
        venue.Order(user, 1, 100, spot);
        venue.Trade(user, venue.Maker(), 1, 100, spot);
        Assert.Equal(0, venue.Balance(user));

        var restored = MarginEngine.Restore(venue.Engine.Snapshot());

        var order = new PlaceOrder(venue.Now, user, Scenario.Perp, new(1), new(100), false, 0);
        Assert.Equal(venue.Engine.Apply(order), restored.Apply(order));
        Assert.Equal(venue.Engine.StateHash(), restored.StateHash());
    }

    [Fact]
    public void Accounts_in_need_are_counted_as_they_are_also_after_a_snapshot()
    {
        AccountCondition[] conditions = [AccountCondition.MarginCall, AccountCondition.InLiquidation, AccountCondition.Held];
        var seen = new HashSet<AccountCondition>();
        for (ulong seed = 1; seed <= 4; seed++)
        {
            var world = new RandomWorld(seed, hasSchemes: seed % 2 == 0);
            for (var step = 0; step < 300; step++)
            {
                world.Apply(world.Next());
                Require(world.Engine);
            }

            Require(MarginEngine.Restore(world.Engine.Snapshot()));
        }

        Assert.Equal(conditions, seen.Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Scenario().Engine.CountOf(AccountCondition.Healthy));

        void Require(MarginEngine engine)
        {
            var all = Enumerable.Range(0, engine.AccountCount).Select(i => engine.View(new AccountId(i)).Condition).ToList();
            foreach (var condition in conditions)
            {
                var count = all.Count(each => each == condition);
                Assert.Equal(count, engine.CountOf(condition));
                if (count > 0)
                    seen.Add(condition);
            }
        }
    }

    [Fact]
    public void A_damaged_snapshot_is_refused()
    {
        var bytes = Busy().Engine.Snapshot();

        Assert.Throws<SnapshotException>(() => MarginEngine.Restore(default));
        Assert.Throws<SnapshotException>(() => MarginEngine.Restore(bytes.AsSpan(0, bytes.Length - 1)));
        Assert.Throws<SnapshotException>(() => MarginEngine.Restore([.. bytes, 0]));
        bytes[0] ^= 1;
        Assert.Throws<SnapshotException>(() => MarginEngine.Restore(bytes));
    }

    [Fact]
    public void Two_venues_of_different_rules_have_different_hashes()
    {
        var one = new Scenario();
        var other = new Scenario(perp: Scenario.Perpetual with { MaxOrderQuantity = new(5) });

        Assert.NotEqual(one.Engine.StateHash(), other.Engine.StateHash());
        Assert.NotEqual(one.Engine.EventHash.ToArray(), other.Engine.EventHash.ToArray());
    }

    [Fact]
    public void The_rules_of_the_opening_count_in_the_hash_of_events()
    {
        var one = new Scenario(new VenueParameters { Numeraire = Scenario.Usd });
        var other = new Scenario(new VenueParameters { Numeraire = Scenario.Usd, TradesKept = 1 });

        Assert.NotEqual(one.Engine.EventHash.ToArray(), other.Engine.EventHash.ToArray());
    }

    /// <summary>Something in every table: positions, orders, isolated accounts, a liquidation, a scheduled change, a proposal.</summary>
    private static Scenario Busy()
    {
        var venue = new Scenario();
        venue.Price(100);
        var maker = venue.Maker();
        var user = venue.LongTen(145, maker);
        var other = venue.User(1000, owner: 2);
        venue.Isolate(other, leverage: Leverage.Of(5));
        venue.Order(other, 3, 95, clientOrderId: 9);
        venue.Do(
            new ChangeInstrument(venue.Now, Scenario.Perpetual with { MaxOrderQuantity = new(50) }, venue.Now + Duration.FromHours(1))
        );
        venue.Do(new ProposeMarkOverride(venue.Now, Scenario.Perp, new(90), venue.Now + Duration.FromHours(1), 3));
        venue.Wait(Duration.FromSeconds(7)).Price(89);
        venue.FillLiquidation(user, maker, -1, 89);
        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
        return venue;
    }
}
