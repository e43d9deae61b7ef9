using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Recovery;
using Plimsoll.Journal;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Host.Tests.Crashes;

/// <summary>The end of the journal is gone, as after a disk was swapped or a file lost. By itself it looks like a journal that ended there; but events and snapshots know more.</summary>
public sealed class LostEndTests
{
    private const int Header = 512;
    private static readonly HostOptions Options = Venue.Options with { SnapshotEvery = 0 };

    [Fact, Trait("Criterion", "HOST-033"), Trait("Criterion", "JRNL-014")]
    public void Zeros_from_any_place_on_of_what_was_told_stop_the_start_and_change_nothing()
    {
        var venue = Told(out var told);
        var newest = Newest(venue.Journal);
        var whole = venue.Journal.BytesOf(newest);
        var end = JournalReader.Verify(venue.Journal).End;
        var boundaries = Boundaries(venue.Journal);
        var named = 0;

        // Every eight bytes: each record begins at such a place.
        for (var from = Header; from < end; from += 8)
        {
            var hurt = Venue.Of(venue.Journal.Copy(), venue.Events.Copy());
            var bytes = (byte[])whole.Clone();
            bytes.AsSpan(from).Clear();
            hurt.Journal.Replace(newest, bytes);
            var before = Bytes(hurt);

            var lost = Assert.Throws<RecordsLostException>(() => VenueHost.Open(hurt.Journal, hurt.Events, Options));

            Assert.Equal(told, lost.KnownSequence);
            Assert.Equal(boundaries.Last(each => each.End <= from).Sequence, lost.LastSequence);
            Assert.Equal((newest, boundaries.Last(each => each.End <= from).End), (lost.File, lost.Offset));
            Assert.Equal(before, Bytes(hurt));
            named += boundaries.Any(each => each.End == from) ? 1 : 0;
        }

        Assert.Equal(boundaries.Count - 1, named);
    }

    [Fact, Trait("Criterion", "HOST-033"), Trait("Criterion", "JRNL-014")]
    public void Newest_segments_that_are_gone_stop_the_start_however_many_and_the_text_says_what_to_do()
    {
        var venue = Told(out var told);
        var segments = venue.Journal.List().Where(IsSegment).ToList();
        Assert.True(segments.Count > 2);
        for (var left = segments.Count - 1; left >= 0; left--)
        {
            venue.Journal.Delete(segments[left]);
            var before = Bytes(venue);

            var lost = Assert.Throws<RecordsLostException>(() => VenueHost.Open(venue.Journal, venue.Events, Options));

            Assert.Equal(left == 0 ? 0 : JournalReader.Verify(venue.Journal).LastSequence, lost.LastSequence);
            Assert.Equal((told, left == 0 ? "" : segments[left - 1]), (lost.KnownSequence, lost.File));
            Assert.Contains($"records {lost.LastSequence + 1} to {told}", lost.Message, StringComparison.Ordinal);
            Assert.Contains("move memory away", lost.Message, StringComparison.Ordinal);
            if (left > 0)
                Assert.Contains(
                    $"plimsoll journal inspect memory --from {Math.Max(1, lost.LastSequence - 3)}",
                    lost.Message,
                    StringComparison.Ordinal
                );

            Assert.Equal(before, Bytes(venue));
        }
    }

    [Fact, Trait("Criterion", "HOST-033")]
    public void A_start_that_was_broken_off_does_not_make_the_journal_forget_what_was_told()
    {
        var venue = Told(out var told);
        // Cut, and not made again: the power fails before the first of them is stored.
        venue.Events.LosesPowerAt = venue.Events.Operations + 5;
        var small = Options with { EventChunkBytes = 300 };
        Assert.Throws<CrashDevice.PowerLossException>(() => VenueHost.Open(venue.Journal, venue.Events, small));
        var later = venue.AfterPowerLoss(new Random(1), 100);
        Assert.Contains(later.Events.List(), name => name.StartsWith("told-", StringComparison.Ordinal));
        later.Journal.Delete(Newest(later.Journal));

        var lost = Assert.Throws<RecordsLostException>(() => VenueHost.Open(later.Journal, later.Events, Options));

        Assert.Equal(told, lost.KnownSequence);
    }

    [Fact, Trait("Criterion", "HOST-033")]
    public void A_snapshot_later_than_the_end_stops_the_start_before_anything_is_changed()
    {
        var venue = Told(out _, snapshot: true);
        var snapshot = new Plimsoll.Journal.Snapshots.SnapshotStore(venue.Journal).List()[0];
        while (JournalReader.Verify(venue.Journal).LastSequence >= snapshot)
        {
            venue.Journal.Delete(Newest(venue.Journal));
        }

        foreach (var name in venue.Events.List())
        {
            venue.Events.Delete(name);
        }

        var before = Bytes(venue);

        var lost = Assert.Throws<RecordsLostException>(() => VenueHost.Open(venue.Journal, venue.Events, Options));

        Assert.Equal(snapshot, lost.KnownSequence);
        Assert.Equal(before, Bytes(venue));
    }

    /// <summary>What nobody was told of is no loss: it is cut and reported, and the venue goes on.</summary>
    [Fact, Trait("Criterion", "HOST-033"), Trait("Criterion", "JRNL-013")]
    public void A_torn_tail_that_nobody_was_told_of_stops_no_start()
    {
        var venue = Told(out var told);
        long end;
        using (var writer = JournalWriter.Open(venue.Journal, Options.Journal, out var found))
        {
            end = found.End;
            writer.Append(long.MaxValue / 2, new EntryEncoder().Encode(HostEntry.Of(new AdvanceTime(default))));
            writer.Commit();
        }

        var newest = Newest(venue.Journal);
        var whole = venue.Journal.BytesOf(newest);
        for (var from = (int)end + 8; from < JournalReader.Verify(venue.Journal).End; from += 8)
        {
            var torn = Venue.Of(venue.Journal.Copy(), venue.Events.Copy());
            var bytes = (byte[])whole.Clone();
            bytes.AsSpan(from).Clear();
            torn.Journal.Replace(newest, bytes);

            using var host = VenueHost.Open(torn.Journal, torn.Events, Options);

            Assert.Equal(told, host.Recovery.LastSequence);
            Assert.InRange(host.Recovery.CutBytes, 1, from - (int)end);
        }
    }

    /// <summary>A venue over several segments, stopped in order, and the last record that its events show.</summary>
    private static Venue Told(out long told, bool snapshot = false)
    {
        var venue = Venue.Copy();
        using (var host = VenueHost.Open(venue.Journal, venue.Events, Options))
        {
            new Clients(3, 24).Ask(host, insists: true);
            if (snapshot)
                Assert.True(host.TakeSnapshot() > 0, host.Status.SnapshotProblem);
        }

        told = JournalEnd.Told(venue.Events)!.Value.Sequence;
        Assert.Equal(told, JournalReader.Verify(venue.Journal).LastSequence);
        return venue;
    }

    private static bool IsSegment(string name) => name.EndsWith(".segment", StringComparison.Ordinal);

    private static string Newest(CrashDevice journal) => journal.List().Last(IsSegment);

    /// <summary>Where records of the newest segment end, with the last before its first one.</summary>
    private static List<(long Sequence, long End)> Boundaries(CrashDevice journal)
    {
        var found = new List<(long, long)>();
        var newest = Newest(journal);
        var end = (long)Header;
        JournalReader.Read(
            journal,
            1,
            record =>
            {
                if (record.Sequence < FirstOf(journal.BytesOf(newest)))
                    return;

                if (found.Count == 0)
                    found.Add((record.Sequence - 1, end));

                end += 40 + ((record.Payload.Length + 7) & ~7) + 40;
                found.Add((record.Sequence, end));
            }
        );
        return found;
    }

    private static long FirstOf(byte[] segment) => BitConverter.ToInt64(segment, 24);

    private static List<string> Bytes(Venue venue) =>
        [
            .. new[] { venue.Journal, venue.Events }.SelectMany(device =>
                device
                    .List()
                    .Select(name => $"{name} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(device.BytesOf(name)))}")
            ),
        ];
}
