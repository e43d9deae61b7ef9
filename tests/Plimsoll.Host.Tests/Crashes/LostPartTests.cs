using System.Security.Cryptography;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Recovery;
using Plimsoll.Journal;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Host.Tests.Crashes;

/// <summary>A device that loses a part of what was durable: the start stops and changes nothing, and a restore keeps all that can be proved and says what could not.</summary>
public sealed class LostPartTests
{
    private static readonly HostOptions Options = Venue.Options with { SnapshotEvery = 0, EventChunkBytes = 300 };

    [Theory, Trait("Criterion", "HOST-037"), Trait("Criterion", "JRNL-024")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_lost_header_of_any_segment_stops_the_start_and_a_restore_gives_nothing_up(int snapshots)
    {
        var venue = Written(snapshots, out var last);
        var names = Segments(venue.Journal);
        Assert.True(names.Count > 4);
        foreach (var name in names)
        {
            foreach (var zeros in new[] { 512, 4_096 })
            {
                var hurt = Venue.Of(venue.Journal.Copy(), venue.Events.Copy());
                hurt.Journal.BytesOf(name).AsSpan(0, Math.Min(zeros, hurt.Journal.BytesOf(name).Length)).Clear();
                var before = Bytes(hurt);

                var thrown = Assert.Throws<JournalCorruptedException>(() => VenueHost.Open(hurt.Journal, hurt.Events, Options));

                Assert.Equal((name, 0L), (thrown.File, thrown.Offset));
                Assert.Equal(before, Bytes(hurt));
                if (zeros > 512)
                    continue;

                var plan = VenueRestore.Plan(hurt.Journal, hurt.Events);
                plan.CarryOut();
                Assert.Equal((last, last), (plan.LastKept, plan.LastKnown));
                using var host = VenueHost.Open(hurt.Journal, hurt.Events, Options);
                Assert.Equal((last, last + 1), (host.Recovery.LastSequence, host.Recovery.Restored!.From));
                new Clients(2, 4).Ask(host, insists: true);
            }
        }
    }

    [Theory, Trait("Criterion", "HOST-037"), Trait("Criterion", "JRNL-024")]
    [InlineData(0)]
    [InlineData(2)]
    public void A_truncated_segment_stops_the_start_and_nothing_is_changed(int snapshots)
    {
        var venue = Written(snapshots, out _);
        foreach (var name in Segments(venue.Journal))
        {
            var whole = venue.Journal.BytesOf(name);
            for (var length = 0; length < whole.Length; length += 97)
            {
                var hurt = Venue.Of(venue.Journal.Copy(), venue.Events.Copy());
                hurt.Journal.Replace(name, whole[..length]);
                var before = Bytes(hurt);

                Assert.Throws<JournalCorruptedException>(() => VenueHost.Open(hurt.Journal, hurt.Events, Options));

                Assert.Equal(before, Bytes(hurt));
            }
        }
    }

    /// <summary>A writer needs the newest segment alone; the records that a start applies lie in others too, and are looked at before it cuts and removes anything.</summary>
    [Fact, Trait("Criterion", "HOST-037")]
    public void Damage_between_the_snapshot_and_the_newest_segment_is_found_before_anything_is_changed()
    {
        var venue = Written(snapshots: 1, out var last);
        using (var writer = JournalWriter.Open(venue.Journal, Options.Journal, out _))
        {
            writer.Append(long.MaxValue / 2, new EntryEncoder().Encode(HostEntry.Of(new AdvanceTime(default))));
            writer.Commit();
            writer.Prepare();
        }

        // A tail that is torn, which a start cuts, and a segment that never got its name, which it removes.
        var names = Segments(venue.Journal);
        var newest = venue.Journal.BytesOf(names[^1]);
        newest.AsSpan(newest.AsSpan().LastIndexOfAnyExcept((byte)0) - 40, 41).Clear();
        Assert.Contains("next.new", venue.Journal.List());
        VenueHost.Open(venue.Journal.Copy(), venue.Events.Copy(), Options).Dispose();
        var bytes = venue.Journal.BytesOf(names[^2]);
        bytes[bytes.AsSpan().LastIndexOfAnyExcept((byte)0) - 50] ^= 1;
        var before = Bytes(venue);

        var thrown = Assert.Throws<JournalCorruptedException>(() => VenueHost.Open(venue.Journal, venue.Events, Options));

        Assert.Equal(names[^2], thrown.File);
        Assert.Equal(before, Bytes(venue));
        Assert.True(last > 0);
    }

    [Theory, Trait("Criterion", "HOST-036"), InlineData(false), InlineData(true)]
    public void What_was_given_up_stands_in_the_audit_log_and_in_the_report_of_the_first_start(bool isFull)
    {
        var venue = Written(snapshots: 1, out var last);
        var bad = Hurt(venue, Segments(venue.Journal)[^2]);
        VenueRestore.Plan(venue.Journal, venue.Events).CarryOut();
        // A start that is broken off, or whose record does not become durable, leaves it to the next.
        venue.Journal.IsFull = isFull;
        using (var host = VenueHost.Open(venue.Journal, venue.Events, Options))
        {
            Assert.Equal(new RestoredJournal(bad, last), host.Recovery.Restored);
            venue.Journal.IsFull = false;
            Wait(host, bad + 1);
            var told = Told(host).Single(record => record.Kind == EntryKind.Restored);
            Assert.Equal((bad, 0, $"restore given_up_from={bad} given_up_to={last}"), (told.Sequence, told.Code, told.Asked));
            new Clients(2, 4).Ask(host, insists: true);
        }

        using (var again = VenueHost.Open(venue.Journal, venue.Events, Options))
        {
            Assert.Null(again.Recovery.Restored);
            Assert.Single(Told(again), record => record.Kind == EntryKind.Restored);
        }

        var end = JournalReader.Verify(venue.Journal).LastSequence;
        var (alone, _, _) = JournalReplay.Build(venue.Journal, end, usesSnapshots: true);
        Assert.Equal(end, alone.Sequence);
    }

    [Fact, Trait("Criterion", "HOST-036")]
    public void A_marker_speaks_of_the_journal_that_ends_where_it_was_restored_and_of_no_other()
    {
        var venue = Written(snapshots: 1, out var last);
        var whole = venue.Journal.Copy();
        var bad = Hurt(venue, Segments(venue.Journal)[^2]);
        VenueRestore.Plan(venue.Journal, venue.Events).CarryOut();
        var marker = venue.Journal.List().Single(name => name.StartsWith("restored-", StringComparison.Ordinal));
        Assert.EndsWith($"{bad}.record", marker, StringComparison.Ordinal);

        // A copy was found after all; and one that would fit by its number, but is of another journal.
        Put(whole, marker, venue.Journal.BytesOf(marker));
        Put(whole, $"restored-{last + 1:D19}.record", venue.Journal.BytesOf(marker));
        using (var host = VenueHost.Open(whole, venue.Events.Copy(), Options))
        {
            Assert.Equal((last, null), (host.Recovery.LastSequence, host.Recovery.Restored));
        }

        // One that is damaged still says that there was a restore, and from where on.
        venue.Journal.BytesOf(marker)[30] ^= 1;
        using var hurt = VenueHost.Open(venue.Journal, venue.Events, Options);
        Assert.Equal(new RestoredJournal(bad, 0), hurt.Recovery.Restored);
        Assert.Equal($"restore given_up_from={bad} (none known)", Told(hurt).Single(record => record.Kind == EntryKind.Restored).Asked);
    }

    [Fact, Trait("Criterion", "HOST-036"), Trait("Criterion", "HOST-035")]
    public void A_restore_that_is_broken_off_and_done_again_says_all_that_was_given_up()
    {
        var whole = Written(snapshots: 1, out var last);
        var bad = Hurt(whole, Segments(whole.Journal)[^2]);
        var isDone = false;
        for (var at = 0; !isDone; at++)
        {
            var venue = Venue.Of(whole.Journal.Copy(), whole.Events.Copy());
            venue.Journal.LosesPowerAt = at;
            try
            {
                VenueRestore.Plan(venue.Journal, venue.Events).CarryOut();
                isDone = true;
            }
            catch (CrashDevice.PowerLossException)
            {
                // What is there after it is what a person goes on with.
            }

            venue = venue.AfterPowerLoss(new Random(at), 50);
            VenueRestore.Plan(venue.Journal, venue.Events).CarryOut();
            using var host = VenueHost.Open(venue.Journal, venue.Events, Options);

            Assert.Equal(new RestoredJournal(bad, last), host.Recovery.Restored);
        }
    }

    /// <summary>Flips a bit in the middle of a segment's records.</summary>
    /// <returns>The record that it is in.</returns>
    private static long Hurt(Venue venue, string name)
    {
        var bytes = venue.Journal.BytesOf(name);
        bytes[bytes.AsSpan().LastIndexOfAnyExcept((byte)0) - 50] ^= 1;
        var last = 0L;
        Assert.Throws<JournalCorruptedException>(() => JournalReader.Read(venue.Journal, 1, record => last = record.Sequence));
        return last + 1;
    }

    private static void Put(CrashDevice device, string name, byte[] bytes)
    {
        using var file = device.Create(name);
        file.Write(0, bytes);
        file.Sync();
        device.Sync();
    }

    private static void Wait(VenueHost host, long sequence)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (host.Events.LastSequence < sequence)
        {
            deadline.Token.ThrowIfCancellationRequested();
            Thread.Yield();
        }
    }

    private static List<(long Sequence, EntryKind Kind, int Code, string Asked)> Told(VenueHost host)
    {
        var (cursor, found) = (host.Events.Read(1), new List<(long, EntryKind, int, string)>());
        while (cursor.TryRead(out var record))
        {
            found.Add((record.Sequence, record.Kind, record.Code, record.ReadAsked()));
        }

        return found;
    }

    /// <summary>A venue over several segments, stopped in order: without a snapshot, with one in the middle, or with another of its last record.</summary>
    private static Venue Written(int snapshots, out long last)
    {
        var venue = Venue.Copy();
        using (var host = VenueHost.Open(venue.Journal, venue.Events, Options))
        {
            new Clients(3, 16).Ask(host, insists: true);
            if (snapshots > 0)
                Assert.True(host.TakeSnapshot() > 0, host.Status.SnapshotProblem);

            new Clients(5, 24).Ask(host, insists: true);
            if (snapshots > 1)
                Assert.True(host.TakeSnapshot() > 0, host.Status.SnapshotProblem);
        }

        last = JournalReader.Verify(venue.Journal).LastSequence;
        return venue;
    }

    private static List<string> Segments(CrashDevice journal) =>
        [.. journal.List().Where(name => name.EndsWith(".segment", StringComparison.Ordinal))];

    private static List<string> Bytes(Venue venue) =>
        [
            .. new[] { venue.Journal, venue.Events }.SelectMany(device =>
                device.List().Select(name => $"{name} {Convert.ToHexString(SHA256.HashData(device.BytesOf(name)))}")
            ),
        ];
}
