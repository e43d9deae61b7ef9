using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Stream;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Host.Tests.Stream;

/// <summary>Files of events are written on, made again, or put aside: what is read is what happened.</summary>
public sealed class EventFileTests
{
    private static readonly HostOptions Options = HostWorld.Usual with { EventChunkBytes = 300, StoreEvery = TimeSpan.FromHours(1) };
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

    [Fact, Trait("Criterion", "HOST-021")]
    public async Task Files_that_end_before_the_snapshot_are_put_aside_and_the_stream_begins_behind_it()
    {
        var (journal, events) = await Written(30, snapshot: true);
        var names = events.List();
        foreach (var name in names.Skip(2))
        {
            events.Delete(name);
        }

        using (var host = VenueHost.Open(journal, events, Options))
        {
            Assert.Equal(host.Recovery.SnapshotSequence + 1, host.Events.FirstSequence);
            Assert.Equal(host.Recovery.EventsFrom, host.Events.FirstSequence);
            Assert.True(host.Events.Read(host.Events.FirstSequence).TryRead(out _));
            Assert.Throws<EventsGoneException>(() => host.Events.Read(1));
        }

        Assert.Equal(2, events.List().Count(name => name.EndsWith(".apart", StringComparison.Ordinal)));
        using var again = VenueHost.Open(journal, events, Options);
        Assert.Equal(again.Recovery.SnapshotSequence + 1, again.Events.FirstSequence);
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
    private static async Task<(CrashDevice Journal, CrashDevice Events)> Written(int records, bool snapshot = false)
    {
        var (journal, events) = (new CrashDevice(), new CrashDevice());
        using var host = VenueHost.Open(journal, events, Options);
        await new Actions(host).SetUp();
        for (var i = 0; i < records; i++)
        {
            await new Actions(host).Price(100 + i);
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
        var (cursor, buffer, found) = (host.Events.Read(1), new Plimsoll.Engine.Events.EventBuffer(), new List<string>());
        while (cursor.TryRead(out var record))
        {
            record.ReadEvents(buffer);
            if (record.Sequence < host.Events.LastSequence)
                found.Add($"{record.Sequence} {record.At} {record.Kind} {record.Code} {Convert.ToHexString(buffer.Bytes)}");
        }

        return found;
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
