using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Requests;
using Plimsoll.Host.Tests.Entries;
using Plimsoll.Journal;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Journal.Storage;
using Plimsoll.Testing.Devices;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Host.Tests.Recovery;

/// <summary>What a start makes of what it finds.</summary>
public sealed class RecoveryTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact, Trait("Criterion", "HOST-080")]
    public async Task An_orderly_stop_leaves_a_witness_and_a_snapshot_of_all_there_is()
    {
        using var world = new HostWorld { Options = HostWorld.Usual with { SnapshotEvery = 1_000_000 } };
        world.Start();
        await world.SetUp();
        var (last, hash) = world.Host.Read(machine => (machine.Sequence, machine.Engine.EventHash.ToArray()));
        world.Stop();

        world.Start();
        var recovered = world.Host.Recovery;
        Assert.True(world.Host.Events.Read(last + 1).TryRead(out var witness));
        world.Stop();
        world.Start();

        Assert.Equal((last + 1, 0L), (recovered.SnapshotSequence, recovered.Replayed));
        Assert.Equal(EntryKind.Witness, witness.Kind);
        Assert.Equal(hash, world.Host.Read(machine => machine.Engine.EventHash.ToArray()));
        // Nothing was asked between the second start and its stop: there was nothing to say.
        Assert.Equal((last + 1, last + 3), (world.Host.Recovery.SnapshotSequence, world.Host.Read(machine => machine.Sequence)));
    }

    [Fact, Trait("Criterion", "HOST-080")]
    public async Task A_last_snapshot_that_takes_too_long_is_given_up()
    {
        using var world = new HostWorld
        {
            Options = HostWorld.Usual with { SnapshotEvery = 1_000_000, SnapshotAtStopWithin = TimeSpan.FromTicks(1) },
        };
        world.Start();
        // So many that a copy of them takes far longer than a timer.
        for (var i = 0; i < 40_000; i++)
        {
            await world.Do(HostEntry.Of(new AdvanceTime(default)));
        }

        world.Stop();
        world.Start();

        Assert.Equal(0L, world.Host.Recovery.SnapshotSequence);
        Assert.True(world.Host.Recovery.Replayed > 40_000, world.Host.Recovery.ToString());
    }

    [Fact, Trait("Criterion", "HOST-080")]
    public async Task The_witness_of_a_stop_is_held_against_the_engine()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        var last = world.Host.Read(machine => machine.Sequence);
        world.Stop();
        using (var journal = FileStorage.Take(world.JournalFolder))
        using (var writer = JournalWriter.Open(journal, new(), out _))
        {
            writer.Append(long.MaxValue / 2, new EntryEncoder().Encode(HostEntry.Witness(last + 1, new byte[32])));
            writer.Commit();
        }

        var lie = Assert.Throws<WitnessException>(() => world.Start());

        Assert.Contains($"{last + 1}", lie.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "HOST-003")]
    public async Task Live_start_and_replica_come_out_alike_and_witnesses_say_so()
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        byte[] hash;
        using (var host = VenueHost.Open(journal, events, HostWorld.Usual))
        {
            await new Actions(host).SetUp();
            var tick = HostEntry.Of(new AdvanceTime(default));
            for (var round = 0; round < 8; round++)
            {
                await Task.WhenAll(Enumerable.Range(0, 2_000).Select(_ => host.SubmitAsync(tick))).WaitAsync(Longest);
            }

            hash = host.Read(machine => machine.Engine.EventHash.ToArray());
        }

        var kinds = new List<EntryKind>();
        var last = JournalReader.Verify(journal).LastSequence;
        var (machine, _, _) = JournalReplay.Build(journal, last, usesSnapshots: false, observer: (_, entry, _) => kinds.Add(entry.Kind));

        Assert.Equal(hash, machine.Engine.EventHash.ToArray());
        Assert.InRange(kinds.Count(kind => kind == EntryKind.Witness), 2, 4);
        using var again = VenueHost.Open(journal, events, HostWorld.Usual);
        Assert.Equal(hash, again.Read(each => each.Engine.EventHash.ToArray()));
    }

    [Theory, Trait("Criterion", "HOST-003"), InlineData(false), InlineData(true)]
    public async Task A_start_that_decides_otherwise_than_the_witness_stops_and_names_the_version(bool isStart)
    {
        var journal = new CrashDevice();
        using (var host = VenueHost.Open(journal, new CrashDevice(), HostWorld.Usual))
        {
            await new Actions(host).SetUp();
            var tick = HostEntry.Of(new AdvanceTime(default));
            await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => host.SubmitAsync(tick))).WaitAsync(Longest);
        }

        using (var writer = JournalWriter.Open(journal, HostWorld.Usual.Journal, out _))
        {
            var wrong = isStart ? HostEntry.Start("7.0.0", new byte[32]) : HostEntry.Witness(256, new byte[32]);
            writer.Append(long.MaxValue / 2, new EntryEncoder().Encode(wrong));
            writer.Commit();
        }

        var thrown = Assert.Throws<WitnessException>(() => VenueHost.Open(journal, new CrashDevice(), HostWorld.Usual));

        Assert.Equal(isStart ? "7.0.0" : "1.0.0", thrown.Version);
    }

    /// <summary>Of a version whose event hash was another: what its records did still counts.</summary>
    [Fact, Trait("Criterion", "HOST-003"), Trait("Criterion", "HOST-009")]
    public async Task Hashes_of_a_former_definition_are_read_and_not_compared()
    {
        var journal = new CrashDevice();
        using (var host = VenueHost.Open(journal, new CrashDevice(), HostWorld.Usual))
        {
            await new Actions(host).SetUp();
        }

        using (var writer = JournalWriter.Open(journal, HostWorld.Usual.Journal, out var found))
        {
            var encoder = new EntryEncoder();
            writer.Append(long.MaxValue / 2, encoder.Encode(EntryCodecTests.Former(EntryKind.StartedFormerly, ["0.9.0"], 0, new byte[32])));
            writer.Append(
                long.MaxValue / 2,
                encoder.Encode(EntryCodecTests.Former(EntryKind.WitnessFormerly, [], found.LastSequence, new byte[32]))
            );
            writer.Commit();
        }

        using var again = VenueHost.Open(journal, new CrashDevice(), HostWorld.Usual);
        Assert.True(again.Names.TryFindAccount("alice", out _));
        Assert.Null(again.Status.Problem);
    }

    [Fact, Trait("Criterion", "HOST-012")]
    public async Task A_name_is_of_the_form_that_is_written_down_and_given_once()
    {
        using var host = VenueHost.Open(new CrashDevice(), new CrashDevice(), HostWorld.Usual);
        var actions = new Actions(host);
        await actions.SetUp();

        foreach (
            var (name, owner, code) in new (string, string, HostReason)[]
            {
                ("carol", "carol", HostReason.None),
                ("carol", "dave", HostReason.NameTaken),
                ("a.b_c:d-e#f@g+h", "carol", HostReason.None),
                ("123", "carol", HostReason.NameInvalid),
                ("a/b", "carol", HostReason.NameInvalid),
                ("", "carol", HostReason.NameInvalid),
                ("a b", "carol", HostReason.NameInvalid),
                ("naïve", "carol", HostReason.NameInvalid),
                ("erin", "42", HostReason.NameInvalid),
                (new string('x', 64), "carol", HostReason.None),
            }
        )
        {
            Assert.Equal((int)code, (await actions.Ask(HostEntry.Of(new OpenAccount(default, 0, AccountKind()), name, owner))).Code);
        }

        var carol = actions.Account("carol");
        Assert.Equal("carol", host.Names.NameOf(carol));
        Assert.True(host.Names.TryFindOwner("carol", out var number));
        Assert.Equal("carol", host.Names.OwnerNameOf(number));
        Assert.False(host.Names.TryFindOwner("dave", out _));
        await actions.Do(
            HostEntry.Of(new SetMarginMode(default, carol, HostWorld.Perpetual, Plimsoll.Engine.Accounts.MarginMode.Isolated, default))
        );
        Assert.True(host.Names.TryFindAccount($"carol/{Scenario.Perpetual.Symbol}", out _));
        Assert.True(host.Names.TryFindAccount($"fund/{Scenario.Dollar.Symbol}", out _));
        Assert.True(host.Names.TryFindAccount("venue/fees", out _));
        Assert.Equal((int)HostReason.NameTaken, (await actions.Ask(HostEntry.Of(new ListAsset(default, Scenario.Dollar)))).Code);
    }

    [Fact, Trait("Criterion", "HOST-030"), Trait("Criterion", "HOST-031")]
    public async Task Segments_go_when_snapshots_are_durable_and_damaged_ones_are_named()
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        var options = HostWorld.Usual with { Journal = new() { SegmentBytes = 4 << 10 } };
        byte[] hash;
        var reports = new List<RecoveryProgress>();
        using (var host = VenueHost.Open(journal, events, options))
        {
            var actions = new Actions(host);
            await actions.SetUp();
            await actions.Do(HostEntry.Propose(new AdvanceTime(default)) with { Actor = 1, IdempotencyKey = "p" });
            await actions.Do(
                HostEntry.Of(new PlaceOrder(default, actions.Account("alice"), HostWorld.Perpetual, new(1), new(100), false, 0), "o")
            );
            for (var round = 0; round < 4; round++)
            {
                for (var i = 0; i < 30; i++)
                {
                    await actions.Price(100 + i);
                }

                Assert.True(host.TakeSnapshot() > 0, host.Status.SnapshotProblem);
            }

            using var deadline = new CancellationTokenSource(Longest);
            while (journal.List().Contains("journal-000000000001.segment"))
            {
                await actions.Price(100);
                deadline.Token.ThrowIfCancellationRequested();
            }

            hash = host.Read(machine => machine.Engine.StateHash());
        }

        var snapshots = journal.List().Where(name => name.EndsWith(".snapshot", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, snapshots.Count);
        journal.BytesOf(snapshots[1])[500] ^= 4;
        using (var host = VenueHost.Open(journal, events, options, progress: new Collector(reports)))
        {
            Assert.Contains(snapshots[1], Assert.Single(host.Recovery.DamagedSnapshots), StringComparison.Ordinal);
            Assert.Contains(
                host.Recovery.SnapshotSequence.ToString(System.Globalization.CultureInfo.InvariantCulture),
                snapshots[0],
                StringComparison.Ordinal
            );
            Assert.Equal(hash, host.Read(machine => machine.Engine.StateHash()));
            Assert.Single(host.Read(machine => machine.Proposals));
            Assert.Equal(reports[^1].Total, reports[^1].Applied);
        }

        journal.BytesOf(snapshots[0])[500] ^= 4;
        var thrown = Assert.Throws<JournalCorruptedException>(() => VenueHost.Open(journal, events, options));
        Assert.Contains("no whole snapshot reaches further", thrown.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "HOST-031")]
    public async Task A_snapshot_of_another_journal_stops_the_start()
    {
        var (one, two) = (await Written(3), await Written(9));
        var name = two.List().Single(each => each.EndsWith(".snapshot", StringComparison.Ordinal));

        // Later than the journal's end.
        Place(one, name, two.BytesOf(name));
        Assert.Throws<RecordsLostException>(() => VenueHost.Open(one, new CrashDevice(), HostWorld.Usual));

        // Within it, but with another history.
        var (longer, other) = (await Written(12), one.Copy());
        foreach (var own in longer.List().Where(each => each.EndsWith(".snapshot", StringComparison.Ordinal)))
        {
            longer.Delete(own);
        }

        Place(longer, name, two.BytesOf(name));
        var thrown = Assert.Throws<JournalCorruptedException>(() => VenueHost.Open(longer, new CrashDevice(), HostWorld.Usual));
        Assert.Contains("of another journal", thrown.Message, StringComparison.Ordinal);

        // Without any journal.
        foreach (var segment in other.List().Where(each => each.StartsWith("journal-", StringComparison.Ordinal)))
        {
            other.Delete(segment);
        }

        Assert.Throws<RecordsLostException>(() => VenueHost.Open(other, new CrashDevice(), HostWorld.Usual));
    }

    [Fact, Trait("Criterion", "HOST-031")]
    public async Task A_snapshot_of_a_form_that_is_not_known_is_named_and_an_older_one_counts()
    {
        var (journal, events) = (await Written(3), new CrashDevice());
        byte[] chain = [];
        long last;
        using (var host = VenueHost.Open(journal, events, HostWorld.Usual))
        {
            last = JournalReader.Read(journal, 1, host.Status.DurableSequence, record => chain = record.Chain.ToArray()).LastSequence;
        }

        new SnapshotStore(journal).Write(last, 1, chain, new byte[] { 9, 0, 0, 0, 1, 2, 3 });

        using var next = VenueHost.Open(journal, events, HostWorld.Usual);

        Assert.Contains("found 9", Assert.Single(next.Recovery.DamagedSnapshots), StringComparison.Ordinal);
        // Then came the witness of the stop and a start.
        Assert.Equal(last - 2, next.Recovery.SnapshotSequence);
        Assert.Equal(2, next.Recovery.Replayed);
    }

    [Fact, Trait("Criterion", "HOST-008")]
    public void Rules_out_of_range_do_not_become_the_first_record()
    {
        var journal = new CrashDevice();
        var wrong = HostWorld.Usual with { Venue = HostWorld.Usual.Venue with { TradesKept = -1 } };

        Assert.ThrowsAny<ArgumentException>(() => VenueHost.Open(journal, new CrashDevice(), wrong));

        using var host = VenueHost.Open(journal, new CrashDevice(), HostWorld.Usual);
        Assert.True(host.Recovery.IsNew);
    }

    [Theory]
    [InlineData(nameof(HostOptions.Version))]
    [InlineData(nameof(HostOptions.QueueCapacity))]
    [InlineData(nameof(HostOptions.RetryAfter))]
    [InlineData(nameof(HostOptions.StoreEvery))]
    [InlineData(nameof(HostOptions.Heartbeat))]
    [InlineData(nameof(HostOptions.SnapshotsKept))]
    [InlineData(nameof(HostOptions.StalledAfter))]
    [InlineData(nameof(HostOptions.ClockMaxStep))]
    public void An_option_out_of_range_is_named(string name)
    {
        var options = name switch
        {
            nameof(HostOptions.Version) => HostWorld.Usual with { Version = new('1', 65) },
            nameof(HostOptions.QueueCapacity) => HostWorld.Usual with { QueueCapacity = 0 },
            nameof(HostOptions.RetryAfter) => HostWorld.Usual with { RetryAfter = TimeSpan.Zero },
            nameof(HostOptions.StoreEvery) => HostWorld.Usual with { StoreEvery = TimeSpan.FromDays(1) },
            nameof(HostOptions.StalledAfter) => HostWorld.Usual with { StalledAfter = TimeSpan.Zero },
            nameof(HostOptions.ClockMaxStep) => HostWorld.Usual with { ClockMaxStep = TimeSpan.Zero },
            nameof(HostOptions.Heartbeat) => HostWorld.Usual with { Heartbeat = TimeSpan.FromSeconds(-1) },
            _ => HostWorld.Usual with { SnapshotsKept = 0 },
        };

        var thrown = Assert.Throws<ArgumentException>(() => VenueHost.Open(new CrashDevice(), new CrashDevice(), options));

        Assert.StartsWith(name, thrown.Message, StringComparison.Ordinal);
    }

    private static Plimsoll.Engine.Accounts.AccountKind AccountKind() => Plimsoll.Engine.Accounts.AccountKind.User;

    /// <summary>A venue with some prices and a snapshot.</summary>
    private static async Task<CrashDevice> Written(int prices)
    {
        var journal = new CrashDevice();
        using var host = VenueHost.Open(journal, new CrashDevice(), HostWorld.Usual);
        await new Actions(host).SetUp(100 + prices);
        for (var i = 0; i < prices; i++)
        {
            await new Actions(host).Price(100 + prices + i);
        }

        Assert.True(host.TakeSnapshot() > 0, host.Status.SnapshotProblem);
        return journal;
    }

    private static void Place(CrashDevice device, string name, byte[] bytes)
    {
        if (!device.List().Contains(name))
            device.Create(name).Dispose();

        device.Replace(name, bytes);
    }

    private sealed class Collector(List<RecoveryProgress> reports) : IProgress<RecoveryProgress>
    {
        public void Report(RecoveryProgress value) => reports.Add(value);
    }
}
