using System.Globalization;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Stream;
using Plimsoll.Journal;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Host.Tests.Stream;

/// <summary>Files of events are written on, made again, or put aside: what is read is what happened.</summary>
public sealed class EventFileTests
{
    private static readonly HostOptions Options = HostWorld.Usual with
    {
        EventChunkBytes = 300,
        StoreEvery = TimeSpan.FromHours(1),
        Journal = new() { SegmentBytes = 4 << 10 },
    };
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Theory, Trait("Criterion", "HOST-021"), InlineData("gone"), InlineData("cut"), InlineData("flipped"), InlineData("none")]
    public async Task What_is_lost_behind_the_snapshot_is_made_again(string how)
    {
        var (journal, events) = await Written(30);
        var expected = Records(journal, events.Copy());
        var names = events.List();
        Assert.True(names.Count > 4);
        foreach (var name in how == "none" ? names : [names[2]])
        {
            Damage(events, name, how == "none" ? "gone" : how);
        }

        Assert.Equal(expected, Records(journal, events));
        Assert.DoesNotContain(events.List(), name => name.EndsWith(".apart", StringComparison.Ordinal));
    }

    [Theory, Trait("Criterion", "HOST-021"), InlineData("gone"), InlineData("cut"), InlineData("flipped")]
    public async Task What_is_damaged_before_the_snapshot_says_where_to_go_on(string how)
    {
        var (journal, events) = await Written(30, snapshot: true);
        var whole = Records(journal, events.Copy());
        var names = events.List();
        Damage(events, names[2], how);
        using var host = VenueHost.Open(journal, events, Options);

        var cursor = host.Events.Read(1);
        var read = new List<long>();
        var gone = Assert.Throws<EventsGoneException>(() =>
        {
            while (cursor.TryRead(out var record))
            {
                read.Add(record.Sequence);
            }
        });

        Assert.Throws<EventsGoneException>(() => cursor.TryRead(out _));
        Assert.Equal(Enumerable.Range(1, read.Count).Select(i => (long)i), read);
        Assert.True(gone.First > read.Count + 1);
        var rest = host.Events.Read(gone.First);
        Assert.True(rest.TryRead(out var next));
        Assert.Equal(gone.First, next.Sequence);
        Assert.True(whole.Count > read.Count);
    }

    [Theory, Trait("Criterion", "HOST-021"), InlineData("gone"), InlineData("cut"), InlineData("flipped"), InlineData("none")]
    public async Task Files_that_do_not_reach_the_snapshot_are_made_again_from_the_first_record(string how)
    {
        var (journal, events) = await Written(30, snapshot: true);
        var expected = Records(journal, events.Copy());
        DamageAtSnapshot(journal, events, how);

        using (var host = VenueHost.Open(journal.Copy(), events.Copy(), Options))
        {
            Assert.Equal((0L, 1L, 1L), (host.Recovery.SnapshotSequence, host.Recovery.EventsMadeAgainFrom, host.Recovery.EventsFrom));
            Assert.Empty(host.Recovery.EventsLost);
            host.Events.Check(static () => { });
            Assert.Empty(host.Events.Gaps);
        }

        Assert.Equal(expected, Records(journal, events));
        Assert.DoesNotContain(events.List(), name => name.EndsWith(".apart", StringComparison.Ordinal));
    }

    [Theory, Trait("Criterion", "HOST-021"), InlineData("gone"), InlineData("cut"), InlineData("flipped")]
    public async Task Files_that_reach_an_older_snapshot_are_made_again_from_there(string how)
    {
        var (journal, events) = await Written(30, snapshot: true, older: true);
        var older = new SnapshotStore(journal).List()[^1];
        var expected = Records(journal, events.Copy());
        DamageAtSnapshot(journal, events, how);

        using (var host = VenueHost.Open(journal.Copy(), events.Copy(), Options))
        {
            Assert.Equal((older, older + 1), (host.Recovery.SnapshotSequence, host.Recovery.EventsMadeAgainFrom));
            Assert.Empty(host.Recovery.EventsLost);
        }

        Assert.Equal(expected, Records(journal, events));
    }

    [Theory, Trait("Criterion", "HOST-021"), InlineData("gone"), InlineData("cut"), InlineData("flipped"), InlineData("none")]
    public async Task Where_the_journal_does_not_reach_back_the_stream_has_a_gap_and_the_rest_is_readable(string how)
    {
        var (journal, events) = await Written(60, snapshot: true);
        var snapshot = new SnapshotStore(journal).List()[0];
        var whole = Records(journal, events.Copy());
        using (var writer = JournalWriter.Open(journal, Options.Journal, out _))
        {
            Assert.True(writer.RemoveBefore(snapshot) > 0);
        }

        DamageAtSnapshot(journal, events, how);
        for (var start = 0; start < 2; start++)
        {
            using var host = VenueHost.Open(journal, events, Options);
            Assert.Equal((snapshot, 0L), (host.Recovery.SnapshotSequence, host.Recovery.EventsMadeAgainFrom));
            if (start > 0)
                host.Events.Check(static () => { });

            var gap = Assert.Single(host.Events.Gaps);
            Assert.Equal(snapshot, gap.Last);
            Assert.Equal(how == "none" ? snapshot + 1 : 1, host.Events.FirstSequence);
            Assert.Equal(how == "none", gap.First == 1);
            var read = how == "none" ? [] : Texts(host, 1, gap.First - 1);
            Assert.Equal(whole.Take((int)gap.First - 1), read);
            Assert.Equal(whole.Skip((int)snapshot), Texts(host, snapshot + 1, whole.Count));
            if (gap.First == 1)
                continue;

            foreach (var within in new[] { gap.First, gap.Last })
            {
                var gone = Assert.Throws<EventsGoneException>(() => host.Events.Read(within).TryRead(out _));
                Assert.Equal((gap.First - 1, gap.Last + 1), (gone.Before, gone.First));
            }
        }
    }

    /// <summary>A program that decides otherwise starts from the newest snapshot; to make events again it would have to pass what it does not agree with.</summary>
    [Fact, Trait("Criterion", "HOST-021")]
    public async Task What_the_journal_cannot_make_again_stops_no_start()
    {
        var (journal, events) = await Written(60, snapshot: true);
        var segments = journal.List().Where(name => name.EndsWith(".segment", StringComparison.Ordinal)).ToList();
        DamageAtSnapshot(journal, events, "flipped");
        var bytes = (byte[])journal.BytesOf(segments[0]).Clone();
        bytes[600] ^= 1;
        journal.Replace(segments[0], bytes);

        using var host = VenueHost.Open(journal, events, Options);

        Assert.NotEqual(0, host.Recovery.SnapshotSequence);
        Assert.Single(host.Recovery.EventsLost);
    }

    [Fact, Trait("Criterion", "HOST-021")]
    public async Task All_files_are_looked_through_and_each_gap_is_told()
    {
        var (journal, events) = await Written(60, snapshot: true);
        var names = events.List();
        Damage(events, names[0], "gone");
        Damage(events, names[2], "flipped");
        Damage(events, names[4], "gone");
        using var host = VenueHost.Open(journal, events, Options);

        host.Events.Check(static () => { });

        Assert.Equal(3, host.Events.Gaps.Count);
        foreach (var gap in host.Events.Gaps.Skip(1))
        {
            var gone = Assert.Throws<EventsGoneException>(() => host.Events.Read(gap.First).TryRead(out _));
            Assert.Equal((gap.First - 1, gap.Last + 1), (gone.Before, gone.First));
        }

        Assert.Equal(new EventGap(1, host.Events.FirstSequence - 1), host.Events.Gaps[0]);
    }

    [Fact, Trait("Criterion", "HOST-033")]
    public async Task A_journal_that_is_gone_while_its_events_are_there_does_not_become_a_new_venue()
    {
        var (_, events) = await Written(10);
        var (journal, told) = (new CrashDevice(), JournalEnd.Told(events)!.Value.Sequence);

        var lost = Assert.Throws<RecordsLostException>(() => VenueHost.Open(journal, events, Options));

        Assert.Equal((told, 0L), (lost.KnownSequence, lost.LastSequence));
        Assert.Empty(journal.List());
        Assert.DoesNotContain(events.List(), name => name.EndsWith(".apart", StringComparison.Ordinal));
        // Moved away, as the message says, they are in nobody's way.
        using var host = VenueHost.Open(journal, new CrashDevice(), Options);
        Assert.True(host.Recovery.IsNew);
    }

    [Fact, Trait("Criterion", "HOST-020")]
    public async Task A_reader_that_waits_is_told_when_its_record_is_there_and_a_slow_one_loses_none()
    {
        using var host = VenueHost.Open(
            new CrashDevice(),
            new CrashDevice(),
            Options with
            {
                StoreEvery = TimeSpan.FromMilliseconds(1),
                EventChunkBytes = 100,
            }
        );
        var slow = host.Events.Read(1);
        Assert.True(slow.TryRead(out _));
        var readers = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(async () =>
                {
                    var cursor = host.Events.Read(1);
                    while (cursor.Next <= 400)
                    {
                        await cursor.WaitAsync(CancellationToken.None).WaitAsync(Longest);
                        Assert.True(cursor.TryRead(out var record));
                        Assert.Equal(cursor.Next - 1, record.Sequence);
                    }
                })
            )
            .ToList();
        var late = host.Events.Read(390).WaitAsync(CancellationToken.None);
        for (var i = 0; i < 400; i++)
        {
            await host.SubmitAsync(HostEntry.Of(new AdvanceTime(default))).WaitAsync(Longest);
        }

        await late.WaitAsync(Longest);

        await Task.WhenAll(readers).WaitAsync(Longest);
        while (slow.Next <= 402)
        {
            Assert.True(slow.TryRead(out var record));
            Assert.Equal(slow.Next - 1, record.Sequence);
        }

        Assert.False(slow.TryRead(out _));
    }

    [Fact, Trait("Criterion", "HOST-022")]
    public async Task Events_that_cannot_be_stored_do_not_fill_the_memory()
    {
        var events = new CrashDevice();
        using var host = VenueHost.Open(
            new CrashDevice(),
            events,
            Options with
            {
                StoreEvery = TimeSpan.FromMilliseconds(1),
                EventChunkBytes = 100,
            }
        );
        (events.FailsAt, events.FailsFor) = (events.Operations, int.MaxValue / 2);
        var tick = HostEntry.Of(new AdvanceTime(default));
        using var deadline = new CancellationTokenSource(Longest);
        while ((await host.SubmitAsync(tick).WaitAsync(Longest)).Sequence > 0)
        {
            deadline.Token.ThrowIfCancellationRequested();
        }

        Assert.Equal(HostState.JournalUnavailable, host.Status.State);
        events.FailsAt = -1;
        while ((await host.SubmitAsync(tick).WaitAsync(Longest)).Sequence == 0)
        {
            deadline.Token.ThrowIfCancellationRequested();
        }

        var cursor = host.Events.Read(1);
        for (long next = 1; next <= host.Events.LastSequence; next++)
        {
            Assert.True(cursor.TryRead(out var record));
            Assert.Equal(next, record.Sequence);
        }
    }

    /// <summary>A venue of some records, stopped; with a snapshot near the end if asked for.</summary>
    private static async Task<(CrashDevice Journal, CrashDevice Events)> Written(int records, bool snapshot = false, bool older = false)
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        using var host = VenueHost.Open(journal, events, Options);
        await new Actions(host).SetUp();
        for (var i = 0; i < records; i++)
        {
            await new Actions(host).Price(100 + i);
            if (older && i == records / 2)
                Assert.True(host.TakeSnapshot() > 0, host.Status.SnapshotProblem);
        }

        if (snapshot)
        {
            Assert.True(host.TakeSnapshot() > 0, host.Status.SnapshotProblem);
            await new Actions(host).Price(99);
        }

        return (journal, events);
    }

    private static List<string> Records(CrashDevice journal, CrashDevice events)
    {
        using var host = VenueHost.Open(journal.Copy(), events, Options);
        return Texts(host, 1, host.Events.LastSequence - 1);
    }

    private static List<string> Texts(VenueHost host, long first, long last)
    {
        var (cursor, buffer, found) = (host.Events.Read(first), new Plimsoll.Engine.Events.EventBuffer(), new List<string>());
        while (cursor.Next <= last && cursor.TryRead(out var record))
        {
            record.ReadEvents(buffer);
            found.Add($"{record.Sequence} {record.At} {record.Kind} {record.Code} {Convert.ToHexString(buffer.Bytes)}");
        }

        return found;
    }

    /// <summary>The file that holds the newest snapshot's record, and all that come later; those before are whole, unless none is left.</summary>
    private static void DamageAtSnapshot(CrashDevice journal, CrashDevice events, string how)
    {
        var snapshot = new SnapshotStore(journal).List()[0];
        var names = events.List().Where(name => name.EndsWith(".log", StringComparison.Ordinal)).ToList();
        var holding = names.FindLastIndex(name => long.Parse(name[7..26], CultureInfo.InvariantCulture) <= snapshot);
        Assert.True(holding > 3);
        for (var i = how == "none" ? 0 : holding; i < names.Count; i++)
        {
            Damage(events, names[i], i > holding || how == "none" ? "gone" : how);
        }
    }

    private static void Damage(CrashDevice device, string name, string how)
    {
        var bytes = (byte[])device.BytesOf(name).Clone();
        switch (how)
        {
            case "gone":
                device.Delete(name);
                break;
            case "cut":
                device.Replace(name, bytes[..(bytes.Length / 2)]);
                break;
            default:
                bytes[bytes.Length / 2] ^= 1;
                device.Replace(name, bytes);
                break;
        }
    }
}
