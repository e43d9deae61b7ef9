using Plimsoll.Host.Recovery;
using Plimsoll.Journal;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Host.Tests.Crashes;

/// <summary>A journal without a copy goes on from the last record that it can still prove.</summary>
public sealed class RestoreTests
{
    private const int Header = 512;
    private static readonly HostOptions Options = Venue.Options with { SnapshotEvery = 0, EventChunkBytes = 300 };

    [Fact, Trait("Criterion", "HOST-035"), Trait("Criterion", "JRNL-023")]
    public void Damage_before_the_snapshot_in_its_segment_gives_nothing_up()
    {
        var venue = Written(out var snapshot, out var last);
        var expected = Texts(venue, last);
        Flip(venue.Journal, snapshot);
        Assert.Throws<JournalCorruptedException>(() => VenueHost.Open(venue.Journal.Copy(), venue.Events.Copy(), Options));

        var plan = VenueRestore.Plan(venue.Journal, venue.Events);
        plan.CarryOut();

        Assert.Equal((last, last, snapshot, true), (plan.LastKept, plan.LastKnown, plan.Behind, plan.IsNeeded));
        Assert.False(VenueRestore.Plan(venue.Journal, venue.Events).IsNeeded);
        Assert.Equal(snapshot + 1, JournalReader.Verify(venue.Journal).FirstSequence);
        Assert.Equal(expected, Texts(venue, last));
        GoesOn(venue, snapshot);
    }

    [Theory, Trait("Criterion", "HOST-035"), Trait("Criterion", "JRNL-023"), InlineData(true), InlineData(false)]
    public void Damage_behind_gives_up_what_comes_from_there_on(bool hasSnapshots)
    {
        var venue = Written(out var snapshot, out var last);
        foreach (var name in venue.Journal.List().Where(name => !hasSnapshots && name.StartsWith("snapshot-", StringComparison.Ordinal)))
        {
            venue.Journal.Delete(name);
        }

        var bad = snapshot + 7;
        var expected = Texts(venue, bad - 1);
        Flip(venue.Journal, bad);
        var files = venue.Journal.List().Concat(venue.Events.List()).ToList();
        Assert.Throws<JournalCorruptedException>(() => VenueHost.Open(venue.Journal.Copy(), venue.Events.Copy(), Options));

        var plan = VenueRestore.Plan(venue.Journal, venue.Events);
        plan.CarryOut();

        Assert.Equal((bad - 1, last, 0L), (plan.LastKept, plan.LastKnown, plan.Behind));
        Assert.Equal((1L, bad - 1), (JournalReader.Verify(venue.Journal).FirstSequence, JournalReader.Verify(venue.Journal).LastSequence));
        Assert.Equal(bad - 1, JournalEnd.Told(venue.Events)!.Value.Sequence);
        Assert.Equal(expected, Texts(venue, bad - 1));
        GoesOn(venue, hasSnapshots ? snapshot : 0);
        // Nothing is removed; next.new is room for records to come.
        var left = venue.Journal.List().Concat(venue.Events.List()).ToList();
        Assert.All(
            files.Where(name => name != "next.new"),
            name => Assert.Contains(left, each => each.StartsWith(name, StringComparison.Ordinal))
        );
    }

    [Theory, Trait("Criterion", "HOST-035"), Trait("Criterion", "HOST-033"), InlineData(1), InlineData(100)]
    public void A_lost_end_is_given_up_and_the_history_of_before_is_kept(int lost)
    {
        var venue = Written(out var snapshot, out var last);
        var expected = Texts(venue, snapshot);
        for (; lost > 0 && JournalReader.Verify(venue.Journal).LastSequence is var end && end >= (lost > 1 ? snapshot : last); lost--)
        {
            venue.Journal.Delete(venue.Journal.List().Last(IsSegment));
        }

        var left = JournalReader.Verify(venue.Journal).LastSequence;
        Assert.Throws<RecordsLostException>(() => VenueHost.Open(venue.Journal, venue.Events, Options));

        var plan = VenueRestore.Plan(venue.Journal, venue.Events);
        plan.CarryOut();

        Assert.Equal((Math.Max(left, snapshot), last), (plan.LastKept, plan.LastKnown));
        Assert.Equal(expected, Texts(venue, snapshot));
        GoesOn(venue, snapshot);
    }

    [Fact, Trait("Criterion", "HOST-035")]
    public void Broken_off_at_any_operation_it_is_done_again_and_comes_to_the_same()
    {
        var whole = Written(out var snapshot, out var last);
        foreach (var bad in new[] { snapshot, snapshot + 7 })
        {
            var kept = bad == snapshot ? last : bad - 1;
            var expected = Texts(whole, kept);
            var isDone = false;
            for (var at = 0; !isDone; at++)
            {
                var hurt = whole.Journal.Copy();
                Flip(hurt, bad);
                var venue = Venue.Of(hurt.Copy(), whole.Events.Copy());
                venue.Journal.LosesPowerAt = venue.Journal.Operations + at;
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

                Assert.Equal(kept, JournalReader.Verify(venue.Journal).LastSequence);
                Assert.Equal(expected, Texts(venue, kept));
            }
        }
    }

    [Fact, Trait("Criterion", "HOST-035")]
    public void A_whole_journal_needs_nothing_and_one_without_snapshot_and_beginning_cannot_be_kept()
    {
        var venue = Written(out _, out var last);
        Assert.False(VenueRestore.Plan(venue.Journal, venue.Events).IsNeeded);
        foreach (var name in venue.Journal.List().Where(name => name.StartsWith("snapshot-", StringComparison.Ordinal)))
        {
            venue.Journal.Delete(name);
        }

        Flip(venue.Journal, 1);

        Assert.Throws<JournalCorruptedException>(() => VenueRestore.Plan(venue.Journal, venue.Events));
        Assert.Equal(last, JournalEnd.Told(venue.Events)!.Value.Sequence);
    }

    /// <summary>Another start, requests, a snapshot, and a start from that.</summary>
    private static void GoesOn(Venue venue, long snapshot)
    {
        long taken;
        using (var host = VenueHost.Open(venue.Journal, venue.Events, Options))
        {
            Assert.Equal(snapshot, host.Recovery.SnapshotSequence);
            Assert.Equal((1L, 0), (host.Recovery.EventsFrom, host.Recovery.EventsLost.Count));
            new Clients(2, 8).Ask(host, insists: true);
            taken = host.TakeSnapshot();
            Assert.True(taken > snapshot, host.Status.SnapshotProblem);
        }

        using var again = VenueHost.Open(venue.Journal, venue.Events, Options);
        Assert.Equal(taken, again.Recovery.SnapshotSequence);
    }

    /// <summary>A venue over several segments with a snapshot in the middle of one and records behind it, stopped in order.</summary>
    private static Venue Written(out long snapshot, out long last)
    {
        var venue = Venue.Copy();
        using (var host = VenueHost.Open(venue.Journal, venue.Events, Options))
        {
            new Clients(3, 16).Ask(host, insists: true);
            snapshot = host.TakeSnapshot();
            Assert.True(snapshot > 0, host.Status.SnapshotProblem);
            new Clients(5, 16).Ask(host, insists: true);
        }

        last = JournalReader.Verify(venue.Journal).LastSequence;
        Assert.True(last > snapshot + 20);
        return venue;
    }

    private static List<string> Texts(Venue venue, long last)
    {
        using var host = VenueHost.Open(venue.Journal.Copy(), venue.Events.Copy(), Options);
        var (cursor, buffer, found) = (host.Events.Read(1), new Plimsoll.Engine.Events.EventBuffer(), new List<string>());
        while (cursor.Next <= last && cursor.TryRead(out var record))
        {
            record.ReadEvents(buffer);
            found.Add($"{record.Sequence} {record.At} {record.Kind} {record.Code} {Convert.ToHexString(buffer.Bytes)}");
        }

        Assert.Equal(last, found.Count);
        return found;
    }

    private static bool IsSegment(string name) => name.EndsWith(".segment", StringComparison.Ordinal);

    /// <summary>Flips a bit in the payload of a record.</summary>
    private static void Flip(CrashDevice journal, long sequence)
    {
        var segments = journal.List().Where(IsSegment).Select(name => (Name: name, First: BitConverter.ToInt64(journal.BytesOf(name), 24)));
        var (name, first) = segments.Last(segment => segment.First <= sequence);
        var offset = Header;
        JournalReader.Read(journal, first, sequence - 1, record => offset += 40 + ((record.Payload.Length + 7) & ~7) + 40);
        var bytes = (byte[])journal.BytesOf(name).Clone();
        bytes[offset + 41] ^= 1;
        journal.Replace(name, bytes);
    }
}
