using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Simulation.Audit;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Simulation.Tests.Audit;

/// <summary>The auditor beside random worlds: every kind of instrument, several collaterals, pauses, windows, lost sources, busts, changes of the rules.</summary>
public sealed class AuditedWorldTests
{
    [Fact, Trait("Criterion", "REPL-040"), Trait("Criterion", "REPL-041"), Trait("Criterion", "REPL-043")]
    public void It_finds_a_few_random_worlds_sound()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            Live(seed, 400);
        }
    }

    [Fact, Trait("Criterion", "REPL-040"), Trait("Criterion", "REPL-041"), Trait("Category", "Slow")]
    public void It_finds_many_random_worlds_sound()
    {
        for (ulong seed = 2_000; seed < 2_150; seed++)
        {
            Live(seed, 1_200);
        }
    }

    [Fact, Trait("Criterion", "REPL-044")]
    public void Beside_the_engine_it_finds_the_same()
    {
        var world = new RandomWorld(7);
        using var thread = new AuditThread(new Auditor(sampleEveryMs: 60_000));
        var alone = new Auditor(sampleEveryMs: 60_000);
        var batch = new AuditBatch();
        for (var step = 0; step <= 600; step++)
        {
            batch.CopyFrom(world.Engine.Events);
            alone.Fold(batch);
            thread.Hand(world.Engine.Events);
            world.Apply(world.Next());
        }

        var (expected, actual) = (alone.Result(), thread.Finish().Result());

        Assert.True(expected is { AccountChecks: > 1_000, Samples.Count: > 10 });
        Assert.Equal(expected.AccountChecks, actual.AccountChecks);
        Assert.Equal(expected.Conservation, actual.Conservation);
        Assert.Equal(
            expected.Samples.Select(sample => string.Join(' ', sample.Accounts)),
            actual.Samples.Select(sample => string.Join(' ', sample.Accounts))
        );
    }

    /// <summary>One unit too much, moved once, shows: whatever the reason, of all those that events account for.</summary>
    [Theory, Trait("Criterion", "REPL-041")]
    [InlineData(PostingReason.Trade)]
    [InlineData(PostingReason.TradingFee)]
    [InlineData(PostingReason.LiquidationFee)]
    [InlineData(PostingReason.Takeover)]
    [InlineData(PostingReason.Deleveraging)]
    [InlineData(PostingReason.Deficit)]
    [InlineData(PostingReason.SocialisedLoss)]
    [InlineData(PostingReason.Conversion)]
    [InlineData(PostingReason.Funding)]
    [InlineData(PostingReason.Bust)]
    [InlineData(PostingReason.Settlement)]
    [InlineData(PostingReason.Remainder)]
    public void A_unit_too_much_shows(PostingReason reason)
    {
        for (ulong seed = 1; seed < 200; seed++)
        {
            var auditor = new Auditor(sampleEveryMs: 60_000);
            var world = new RandomWorld(seed);
            auditor.Fold(Changed(world, reason, out _));
            for (var step = 0; step < 400; step++)
            {
                if (!world.Apply(world.Next()).IsAccepted)
                {
                    continue;
                }

                auditor.Fold(Changed(world, reason, out var isChanged));
                if (isChanged)
                {
                    Assert.Contains(auditor.Result().Conservation.Values, imbalance => imbalance > 0);
                    return;
                }
            }
        }

        Assert.Fail($"No world posted for {reason}.");
    }

    /// <summary>The events of the latest command; the first posting of that reason moves one unit more.</summary>
    private static AuditBatch Changed(RandomWorld world, PostingReason reason, out bool isChanged)
    {
        var batch = new AuditBatch();
        isChanged = false;
        for (var i = 0; i < world.Engine.Events.Count; i++)
        {
            var recorded = world.Engine.Events[i];
            var body = recorded.Body.ToArray();
            if (!isChanged && recorded.Kind == EventKind.MoneyPosted && recorded.As<MoneyPosted>() is var posted && posted.Reason == reason)
            {
                var wrong = posted with { Amount = new(posted.Amount.Units + 1) };
                MemoryMarshal.Write(body, in wrong);
                isChanged = true;
            }

            batch.Append(recorded.Kind, body, recorded.Payload);
        }

        return batch;
    }

    private static void Live(ulong seed, int steps)
    {
        var world = new RandomWorld(seed);
        var auditor = new Auditor(sampleEveryMs: 60_000);
        var batch = new AuditBatch();
        batch.CopyFrom(world.Engine.Events);
        auditor.Fold(batch);
        for (var step = 0; step < steps; step++)
        {
            var command = world.Next();
            if (!world.Apply(command).IsAccepted)
            {
                continue;
            }

            batch.CopyFrom(world.Engine.Events);
            auditor.Fold(batch);
            var result = auditor.Result();
            var isSound = result.Missed == 0 && result.QuantityFaults == 0 && result.Conservation.Values.All(imbalance => imbalance == 0);
            Assert.True(isSound, $"seed {seed}, step {step}, {command}: {result.FirstMissed}, {string.Join(' ', result.Conservation)}");
        }

        var market = world.Engine.CopyMarket();
        for (var account = 0; account < world.Engine.AccountCount; account++)
        {
            for (byte asset = 0; asset < market.AssetCount; asset++)
            {
                Assert.Equal(world.Engine.Balance(new(account), new(asset)).Units, auditor.Balance(account, asset));
            }

            for (ushort instrument = 0; instrument < market.InstrumentCount && account >= AccountId.Reserved; instrument++)
            {
                var (quantity, cost) = world.Engine.PositionOf(new(account), new(instrument));
                Assert.Equal((quantity.Units, cost.Units), auditor.Position(account, instrument));
            }
        }
    }
}
