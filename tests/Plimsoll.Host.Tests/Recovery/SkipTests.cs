using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Requests;
using Plimsoll.Journal;
using Plimsoll.Testing.Devices;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests.Recovery;

/// <summary>A record that makes the engine find a bug in itself stops every start, until an operator leaves it out.</summary>
public sealed class SkipTests
{
    private const int Bad = 13;
    private static readonly HostEntry Tick = HostEntry.Of(new AdvanceTime(default));
    private static readonly Timestamp Now = Timestamp.FromMilliseconds(1_800_000_000_000);

    /// <summary>Others have their numbers after a restore; a marker of before would stop every snapshot and every start.</summary>
    [Fact, Trait("Criterion", "HOST-035")]
    public void A_marker_of_a_record_that_a_restore_gave_up_is_put_aside()
    {
        var device = new CrashDevice();
        var store = new SkipStore(device);
        store.Write(new(150, Now, "kept", new byte[32]));
        store.Write(new(160, Now, "given up", new byte[32]));

        store.PutAsideAfter(150);

        Assert.Equal([150L], store.Read().Select(each => each.Sequence));
        Assert.Contains(device.List(), name => name.Contains("160.record.apart", StringComparison.Ordinal));
    }

    [Fact, Trait("Criterion", "HOST-070"), Trait("Criterion", "HOST-071")]
    public async Task Left_out_it_has_its_place_and_no_effect_and_every_start_says_so()
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        var number = await HaltAsync(journal, events);

        var stopped = Assert.Throws<RecordStopsException>(() => Open(journal, events));
        Assert.Null(JournalSkip.Leave(journal, number, "bug 41", Now, new Touchy()));
        long last;
        byte[] hash;
        using (var host = Open(journal, events))
        {
            Assert.Equal((number, "bug 41"), host.Recovery.Skipped.Select(skip => (skip.Sequence, skip.Reason)).Single());
            Assert.True((await host.SubmitAsync(Tick)).IsAccepted);
            var told = Records(host).ToList();
            Assert.Equal(Enumerable.Range(1, told.Count).Select(each => (long)each), told.Select(record => record.Sequence));
            Assert.Equal((int)HostReason.LeftOut, told[(int)number - 1].Code);
            Assert.Equal(
                (0, $"skip record={number} reason=bug 41"),
                told.Where(record => record.Kind == EntryKind.Skipped).Select(record => (record.Code, record.ReadAsked())).Single()
            );
            // Its idempotency key is free: it can be asked again, of a program that can do it.
            Assert.False((await host.SubmitAsync(HostEntry.OfNote(new byte[] { 1 }) with { IdempotencyKey = "once" })).IsRepeat);
            (last, hash) = host.Read(static machine => (machine.Sequence, machine.Engine.EventHash.ToArray()));
        }

        var (alone, _, _) = JournalReplay.Build(journal, last, usesSnapshots: false, new Touchy());
        using var again = Open(journal, events);

        Assert.Equal(number, stopped.Sequence);
        Assert.Contains("journal skip", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(hash, alone.Engine.EventHash.ToArray());
        Assert.Single(again.Recovery.Skipped);
        Assert.Single(Records(again), record => record.Kind == EntryKind.Skipped);
    }

    [Fact, Trait("Criterion", "HOST-071")]
    public async Task A_snapshot_and_a_replica_pass_it_as_the_host_does()
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        var number = await HaltAsync(journal, events);
        JournalSkip.Leave(journal, number, "bug 41", Now, new Touchy());

        using (var host = Open(journal, events))
        {
            Assert.True(host.TakeSnapshot() > number);
        }

        using var again = Open(journal, events);
        Assert.True(again.Recovery.SnapshotSequence > number);
        Assert.Single(again.Recovery.Skipped);
        Assert.DoesNotContain(Records(again).Skip((int)again.Recovery.SnapshotSequence), record => record.Kind == EntryKind.Skipped);
    }

    [Fact, Trait("Criterion", "HOST-070")]
    public async Task Only_what_stops_a_start_and_nobody_was_told_of_can_be_left_out()
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        using (var host = Open(journal, events))
        {
            await host.SubmitAsync(Tick);
        }

        var whole = Assert.Throws<SkipRefusedException>(() => JournalSkip.Leave(journal, 3, "x", Now, new Touchy()));
        var number = await HaltAsync(journal, events);
        var other = Assert.Throws<SkipRefusedException>(() => JournalSkip.Leave(journal, 3, "x", Now, new Touchy()));
        var reasons = new[] { "", " ", "two\nlines", new string('x', 65) }.Select(reason =>
            Assert.Throws<SkipRefusedException>(() => JournalSkip.Leave(journal, number, reason, Now, new Touchy())).Message
        );

        Assert.Contains("every record applies", whole.Message, StringComparison.Ordinal);
        Assert.Contains($"at record {number}", other.Message, StringComparison.Ordinal);
        Assert.All(reasons, message => Assert.Contains("reason", message, StringComparison.Ordinal));
        Assert.Empty(JournalSkip.List(journal));
    }

    [Fact, Trait("Criterion", "HOST-070")]
    public async Task What_another_version_applied_is_not_left_out()
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        for (var start = 0; start < 2; start++)
        {
            // This version takes the note, and tells so.
            using var host = VenueHost.Open(journal, events, HostWorld.Usual, new Touchy { IsMended = true });
            await host.SubmitAsync(HostEntry.OfNote(new byte[] { Bad }));
        }

        var stopped = Assert.Throws<RecordStopsException>(() => Open(journal, events));
        var refused = Assert.Throws<SkipRefusedException>(() => JournalSkip.Leave(journal, stopped.Sequence, "x", Now, new Touchy()));

        Assert.Contains("had applied", refused.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "HOST-070")]
    public async Task What_another_version_applied_before_an_orderly_stop_is_not_left_out()
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        using (var host = VenueHost.Open(journal, events, HostWorld.Usual, new Touchy { IsMended = true }))
        {
            await host.SubmitAsync(HostEntry.OfNote(new byte[] { Bad }));
        }

        var stopped = Assert.Throws<RecordStopsException>(() => Open(journal, events));
        var refused = Assert.Throws<SkipRefusedException>(() => JournalSkip.Leave(journal, stopped.Sequence, "x", Now, new Touchy()));

        Assert.Contains("had applied", refused.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "HOST-070")]
    public async Task What_the_stream_shows_to_have_been_applied_is_not_left_out()
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        using var host = VenueHost.Open(journal, events, HostWorld.Usual, new Touchy { IsMended = true });
        await host.SubmitAsync(HostEntry.OfNote(new byte[] { Bad }));
        host.Events.Store(isDurable: true);
        // Killed: neither witness nor start speaks of the note, only the files of events do.
        var (left, told) = (journal.AfterPowerLoss(new Random(1), 0), events.AfterPowerLoss(new Random(1), 0));

        // However often it is tried to start, which makes the files anew up to the record.
        var stopped = Assert.Throws<RecordStopsException>(() => Open(left, told));
        Assert.Throws<RecordStopsException>(() => Open(left, told));
        var refused = Assert.Throws<SkipRefusedException>(() => JournalSkip.Leave(left, stopped.Sequence, "x", Now, new Touchy(), told));
        VenueHost.Open(left, told, HostWorld.Usual, new Touchy { IsMended = true }).Dispose();

        Assert.Contains("stream of events", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(told.List(), name => name.StartsWith("told-", StringComparison.Ordinal));
    }

    [Fact, Trait("Criterion", "HOST-070")]
    public async Task Events_of_another_journal_say_nothing_about_a_record()
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        var number = await HaltAsync(journal, events);
        var others = new CrashDevice();
        using (var other = VenueHost.Open(new CrashDevice(), others, HostWorld.Usual, new Touchy()))
        {
            for (var i = 0; i < 10; i++)
            {
                await other.SubmitAsync(Tick);
            }
        }

        Assert.Null(JournalSkip.Leave(journal, number, "bug 41", Now, new Touchy(), others));
    }

    [Fact, Trait("Criterion", "HOST-072")]
    public async Task A_marker_that_is_gone_or_damaged_or_of_another_journal_stops_the_start()
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        var number = await HaltAsync(journal, events);
        JournalSkip.Leave(journal, number, "bug 41", Now, new Touchy());
        Open(journal, events).Dispose();
        var name = journal.List().Single(each => each.StartsWith("skipped-", StringComparison.Ordinal));

        Change(journal, name, 40);
        var damaged = Assert.Throws<JournalCorruptedException>(() => Open(journal, events));
        journal.Delete(name);
        var gone = Record.Exception(() => Open(journal, events));
        new SkipStore(journal).Write(new(number, Now, "bug 41", new byte[32]));
        var other = Assert.Throws<JournalCorruptedException>(() => Open(journal, events));

        Assert.Equal(name, damaged.File);
        Assert.IsType<RecordStopsException>(gone);
        Assert.Contains("another journal", other.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "HOST-072")]
    public async Task A_program_without_the_bug_does_not_take_what_the_journal_says_was_left_out()
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        var number = await HaltAsync(journal, events);
        JournalSkip.Leave(journal, number, "bug 41", Now, new Touchy());
        Open(journal, events).Dispose();
        journal.Delete(journal.List().Single(each => each.StartsWith("skipped-", StringComparison.Ordinal)));

        var gone = Assert.Throws<JournalCorruptedException>(() =>
            VenueHost.Open(journal, events, HostWorld.Usual, new Touchy { IsMended = true })
        );

        Assert.Contains($"record {number} was left out", gone.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "HOST-072")]
    public async Task Whatever_operation_fails_there_is_a_whole_marker_or_none()
    {
        for (var fails = 0; ; fails++)
        {
            var (journal, events) = (new CrashDevice(), new CrashDevice());
            var number = await HaltAsync(journal, events);
            journal.FailsAt = journal.Operations + fails;
            var failed = Record.Exception(() => JournalSkip.Leave(journal, number, "bug 41", Now, new Touchy()));
            journal.FailsAt = -1;
            var after = journal.AfterPowerLoss(new Random(fails), 50);

            if (JournalSkip.List(after).Count > 0)
                Assert.Null(JournalSkip.FirstStop(after, new Touchy()));
            else
                Assert.Null(JournalSkip.Leave(after, number, "bug 41", Now, new Touchy()));

            if (failed is null)
                return;

            Assert.IsType<JournalUnavailableException>(failed);
        }
    }

    private static VenueHost Open(CrashDevice journal, CrashDevice events) =>
        VenueHost.Open(journal, events, HostWorld.Usual, new Touchy());

    /// <summary>Runs until the engine finds the bug; gives the record.</summary>
    private static async Task<long> HaltAsync(CrashDevice journal, CrashDevice events)
    {
        using var host = Open(journal, events);
        var before = (await host.SubmitAsync(Tick)).Sequence;
        var outcome = await host.SubmitAsync(HostEntry.OfNote(new byte[] { Bad }) with { IdempotencyKey = "once" });
        Assert.Equal((int)HostReason.OutcomeUnknown, outcome.Code);
        return before + 1;
    }

    private static IEnumerable<Plimsoll.Host.Stream.StreamRecord> Records(VenueHost host)
    {
        var cursor = host.Events.Read(host.Events.FirstSequence);
        while (cursor.TryRead(out var record))
        {
            yield return record;
        }
    }

    private static void Change(CrashDevice device, string name, long at)
    {
        using var file = device.Open(name, isWritable: true);
        var one = new byte[1];
        file.Read(at, one);
        file.Write(at, [(byte)(one[0] ^ 1)]);
        file.Sync();
    }

    /// <summary>Has a bug that one note brings out.</summary>
    private sealed class Touchy : ICompanion
    {
        public bool IsMended { get; init; }

        public (int Code, string? Field, long Created) Apply(long sequence, Timestamp at, int actor, ReadOnlySpan<byte> note) =>
            note[0] == Bad && !IsMended ? throw new NotSupportedException("a bug") : (0, null, 0);

        public ReadOnlyMemory<byte> Snapshot() => default;

        public void Restore(ReadOnlySpan<byte> snapshot) { }

        public ICompanion CreateEmpty() => new Touchy { IsMended = IsMended };
    }
}
