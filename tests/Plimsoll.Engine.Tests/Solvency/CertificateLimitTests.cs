using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.Trading;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Solvency;

/// <summary>Where prices leave more boxes than a command may deal with, everybody is looked at, and nobody is forgotten in what is left for later.</summary>
public sealed class CertificateLimitTests
{
    private static readonly IndexId[] Indices = [new(0), new(1)];

    [Theory, Trait("Criterion", "CERT-008")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void With_hardly_any_triggers_and_certificates_to_a_command_the_events_are_those_of_the_full_scan(int most)
    {
        var (scans, left) = (0L, 0L);
        for (ulong seed = 1; seed <= 8; seed++)
        {
            var world = new RandomWorld(seed);
            var full = new MarginEngine(world.Rules, SolvencyScan.Full);
            for (var step = 0; step < 600; step++)
            {
                var command = world.Next();
                world.Apply(command);
                full.Apply(command);
                Limit(world.Engine, taken: most, made: Math.Max(1, most), written: 1);
                Assert.True(full.EventHash.SequenceEqual(world.Engine.EventHash), $"seed {seed}, step {step}: {command}");
                Assert.Equal(0, world.Engine.SolvencyFigures.Alarms);
            }

            Assert.Equal(full.StateHash(), world.Engine.StateHash());
            scans += world.Engine.SolvencyFigures.Scans;
            left += world.Engine.SolvencyFigures.Left;
        }

        Assert.True(scans > 50, $"{scans} scans");
        Assert.True(most == 0 ? left == 0 : left > 20, $"{left} boxes left");
    }

    /// <summary>The first coin's fall leaves every box and nobody below; the second coin's fall stays in every box and takes all below.</summary>
    [Fact, Trait("Criterion", "CERT-008")]
    public void Who_was_left_for_later_is_found_when_another_price_moves()
    {
        var (full, certified) = (Venue(SolvencyScan.Full), Venue(SolvencyScan.Certified));
        Limit(certified, taken: 2, made: 2);

        Same(full, certified, 2, (0, 7_500), (1, 10_000));
        Assert.Equal(1, certified.SolvencyFigures.Scans);
        Assert.Equal(0, Liquidated(certified));

        Same(full, certified, 3, (0, 7_500), (1, 8_300));
        Assert.Equal(20, Liquidated(certified));
    }

    /// <summary>Once prices stand still, each command deals with a few, until all have boxes again and nobody need be looked at.</summary>
    [Fact, Trait("Criterion", "CERT-008")]
    public void What_was_left_is_made_good_a_few_at_each_command()
    {
        var (full, certified) = (Venue(SolvencyScan.Full), Venue(SolvencyScan.Certified));
        Limit(certified, taken: 4, made: 4);

        for (var tick = 2; tick < 40; tick++)
        {
            Same(full, certified, tick, (0, 7_800 + (tick % 2)), (1, 10_000));
        }

        var scans = certified.SolvencyFigures.Scans;
        Assert.InRange(scans, 2, 20);
        Assert.Equal(20, certified.SolvencyFigures.Certified);
        Same(full, certified, 40, (0, 7_800), (1, 10_000));
        Assert.Equal(scans, certified.SolvencyFigures.Scans);
    }

    /// <summary>Nearly at the line a box is narrower than a tick: it would be left each time. Of accounts without a row: boxes of rows have one side only.</summary>
    [Fact, Trait("Criterion", "CERT-009")]
    public void Who_leaves_a_box_at_once_is_looked_at_for_eight_ticks_before_it_gets_another()
    {
        var withoutRow = Scenario.Dollar with { AccountCap = new(100_000) };
        var (full, certified) = (Venue(SolvencyScan.Full, withoutRow), Venue(SolvencyScan.Certified, withoutRow));

        Limit(certified, taken: 64, made: 64);

        // At 7,960 each has 8,200 where the line is at 7,960: a box from 7,949 to 8,004. At 8,170 one from 7,973.
        for (var tick = 2; tick < 66; tick++)
        {
            Same(full, certified, tick, (0, 7_960 + (210 * (tick % 2))), (1, 7_960 + (210 * (tick % 2))));
        }

        // 20 boxes are left by the fall, and then 20 in each nine ticks instead of in each.
        Assert.InRange(certified.SolvencyFigures.Left, 40, 20 * (2 + (64 / 9)));
    }

    /// <summary>Twenty users, long two coins for 100,000 each, with 49,000 of their own and the line at 5 %: their boxes reach down by some 20 %.</summary>
    private static MarginEngine Venue(SolvencyScan scan, AssetParameters? dollar = null)
    {
        var at = Timestamp.FromMilliseconds(1_600_000_000_000);
        var engine = new MarginEngine(new VenueParameters { Numeraire = Scenario.Usd, MarginCallMultiple = Rate.One }, scan);
        Do(engine, new ListAsset(at, dollar ?? Scenario.Dollar));
        foreach (var index in Indices)
        {
            Do(engine, new ListIndex(at, Scenario.ThreeSources with { Id = index, Symbol = $"I{index.Value}" }));
            var perpetual = Scenario.Perpetual with { Id = new(index.Value), Symbol = $"P{index.Value}", Underlying = index };
            Do(engine, new ListInstrument(at, perpetual));
        }

        Do(engine, Quote(1, (0, 10_000), (1, 10_000)));
        Do(engine, new OpenAccount(at + Duration.FromSeconds(1), 0, AccountKind.MarketMaker));
        var maker = new AccountId(engine.AccountCount - 1);
        Do(engine, new FundInsurance(at + Duration.FromSeconds(1), Scenario.Usd, new(1_000_000)));
        for (var i = 0; i < 20; i++)
        {
            Do(engine, new OpenAccount(at + Duration.FromSeconds(1), i + 1, AccountKind.User));
            var user = new AccountId(engine.AccountCount - 1);
            Do(engine, new DepositCollateral(at + Duration.FromSeconds(1), user, Scenario.Usd, new(49_000)));
            Do(
                engine,
                new RecordTrades(
                    at + Duration.FromSeconds(1),
                    new TradeLeg[]
                    {
                        new((2 * i) + 1, new(0), new(10), new(10_000), user, default, maker, default),
                        new((2 * i) + 2, new(1), new(10), new(10_000), user, default, maker, default),
                    }
                )
            );
        }

        return engine;
    }

    private static void Limit(MarginEngine engine, int taken, int made, int written = 512)
    {
        if (engine.State.Certificates is { } certificates)
        {
            certificates.Limits = new(taken, int.MaxValue, made, int.MaxValue) { WarmRest = 8, LeastWritten = written };
        }
    }

    private static int Liquidated(MarginEngine engine) =>
        Enumerable.Range(0, engine.Events.Count).Count(i => engine.Events[i].Kind == EventKind.LiquidationStarted);

    private static SubmitQuotes Quote(int second, params (ushort Index, long Price)[] prices) =>
        new(
            Timestamp.FromMilliseconds(1_600_000_000_000) + Duration.FromSeconds(second),
            prices
                .SelectMany(one =>
                    Enumerable.Range(0, 3).Select(place => new IndexQuote(new(one.Index), (byte)place, new(one.Price), new(one.Price)))
                )
                .ToArray(),
            default
        );

    private static void Same(MarginEngine full, MarginEngine certified, int second, params (ushort Index, long Price)[] prices)
    {
        Do(full, Quote(second, prices));
        Do(certified, Quote(second, prices));
        Assert.True(full.EventHash.SequenceEqual(certified.EventHash), $"second {second}");
        Assert.Equal(0, certified.SolvencyFigures.Alarms);
    }

    private static void Do(MarginEngine engine, Command command) => Assert.True(engine.Apply(command).IsAccepted, $"{command}");
}
