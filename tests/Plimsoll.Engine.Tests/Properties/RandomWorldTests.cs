using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Properties;

/// <summary>Laws that hold in any world, after every command. A failure prints seed and step: the same seed runs the same world again.</summary>
public sealed class RandomWorldTests
{
    [Fact]
    [Trait("Criterion", "LIQU-001")]
    [Trait("Criterion", "LIQU-011")]
    [Trait("Criterion", "LIQU-012")]
    [Trait("Criterion", "LIQU-020")]
    [Trait("Criterion", "ADLS-001")]
    [Trait("Criterion", "REFU-001")]
    [Trait("Criterion", "REFU-003")]
    public void The_laws_hold_in_a_few_worlds()
    {
        for (ulong seed = 1; seed <= 8; seed++)
        {
            Live(seed, 400, []);
        }
    }

    [Fact, Trait("Category", "Slow"), Trait("Criterion", "LEDG-001"), Trait("Criterion", "LEDG-002"), Trait("Criterion", "ADLS-003")]
    public void The_laws_hold_in_many_worlds()
    {
        var seen = new SortedDictionary<EventKind, int>();
        for (ulong seed = 1_000; seed < 1_150; seed++)
        {
            Live(seed, 1_200, seen);
        }

        Assert.Empty(Enum.GetValues<EventKind>().Except([EventKind.None, EventKind.VenueOpened, .. seen.Keys]));
    }

    [Fact]
    public void Two_runs_of_a_world_are_one()
    {
        for (ulong seed = 50; seed < 53; seed++)
        {
            var (first, second) = (new RandomWorld(seed, hasSchemes: true), new RandomWorld(seed, hasSchemes: true));
            for (var step = 0; step < 500; step++)
            {
                first.Apply(first.Next());
                second.Apply(second.Next());
                Assert.True(first.Engine.EventHash.SequenceEqual(second.Engine.EventHash), $"seed {seed}, step {step}");
            }

            Assert.Equal(first.Engine.StateHash(), second.Engine.StateHash());
        }
    }

    [Fact, Trait("Criterion", "TRAD-012"), Trait("Criterion", "LEDG-011")]
    public void What_may_leave_and_the_largest_order_are_exact_in_any_world()
    {
        for (ulong seed = 60; seed < 64; seed++)
        {
            var world = new RandomWorld(seed, hasSchemes: seed % 2 == 0);
            for (var step = 0; step < 500; step++)
            {
                world.Apply(world.Next());
                if (step > 100 && step % 9 == 0)
                {
                    CheckEdges(world, step, $"seed {seed}, step {step}");
                }
            }
        }
    }

    internal static void Live(ulong seed, int steps, SortedDictionary<EventKind, int> seen)
    {
        var world = new RandomWorld(seed, hasSchemes: seed % 3 == 1);
        var watch = new WorldWatch(world, seen);
        for (var step = 0; step < steps; step++)
        {
            try
            {
                watch.Step();
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}, step {step}, at {watch.Latest}: {exception.Message}", exception);
            }
        }
    }

    private static void CheckEdges(RandomWorld world, int step, string where)
    {
        var engine = world.Engine;
        var account = new AccountId(AccountId.Reserved + (step % (engine.AccountCount - AccountId.Reserved)));
        if (engine.KindOf(account) is not (AccountKind.User or AccountKind.MarketMaker))
        {
            return;
        }

        var asset = new AssetId((byte)(step % 4));
        var most = engine.Withdrawable(account, asset);
        var snapshot = engine.Snapshot();
        bool IsAccepted(Command command) => MarginEngine.Restore(snapshot).Apply(command).IsAccepted;
        var may = IsAccepted(new WithdrawCollateral(engine.Now, account, asset, most));
        Assert.False(IsAccepted(new WithdrawCollateral(engine.Now, account, asset, most + new Money(1))), where);

        var instrument = new InstrumentId((ushort)(step % 7));
        var mark = engine.MarkPrice(instrument);
        var parameters = engine.CopyMarket().Contract(instrument).Parameters;
        var limit = new Price(Math.Max(1, mark.Units / parameters.TickSize.Units) * parameters.TickSize.Units);
        var largest = engine.LargestOrder(account, instrument, 1, limit);
        PlaceOrder Order(long quantity) => new(engine.Now, account, instrument, new(quantity), limit, false, 0);
        Assert.False(IsAccepted(Order(largest.Units + parameters.LotSize.Units)), where);
        Assert.True(largest.IsZero || IsAccepted(Order(largest.Units)), where);

        // Frozen accounts and a paused venue let nothing out, whatever could be spared.
        if (most.IsPositive && !may)
        {
            var refusal = MarginEngine.Restore(snapshot).Apply(new WithdrawCollateral(engine.Now, account, asset, most)).Reason;
            Assert.True(refusal is RejectReason.AccountFrozen or RejectReason.VenuePaused, $"{where}: {refusal}");
        }
    }
}
