using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Requests;
using Plimsoll.Journal;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Host.Tests.Crashes;

/// <summary>A device without room: a venue that is there can be asked, and goes on once there is room.</summary>
public sealed class FullDeviceTests
{
    /// <summary>Bytes of the record of a start of version 1.0.0.</summary>
    private const int OfStart = 128;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly HostEntry Tick = HostEntry.Of(new AdvanceTime(default));
    private static readonly HostOptions Options = Venue.Options with { SnapshotEvery = 0, EventChunkBytes = 300 };

    [Fact, Trait("Criterion", "HOST-034")]
    public async Task A_start_on_a_full_device_answers_questions_refuses_requests_and_goes_on_once_there_is_room()
    {
        var venue = Filled(out var last);
        var (before, told) = (Names(venue.Events), JournalEnd.Told(venue.Events));
        (venue.Journal.IsFull, venue.Events.IsFull) = (true, true);

        using var host = VenueHost.Open(venue.Journal, venue.Events, Options);

        Assert.Equal((last, last), (host.Recovery.LastSequence, host.Read(machine => machine.Sequence)));
        Assert.Equal(HostState.JournalUnavailable, host.Status.State);
        Assert.Contains("did not become durable", host.Status.Problem, StringComparison.Ordinal);
        Assert.Equal((int)HostReason.JournalUnavailable, (await host.SubmitAsync(Tick).WaitAsync(Longest)).Code);
        Assert.Equal(Enumerable.Range(1, (int)last).Select(each => (long)each), Records(host));
        // What shows what was told is not cut before it can be made again.
        Assert.Equal(before, Names(venue.Events).Where(name => !name.StartsWith("told-", StringComparison.Ordinal)));
        Assert.Equal(told, JournalEnd.Told(venue.Events));

        (venue.Journal.IsFull, venue.Events.IsFull) = (false, false);
        await host.Events.Read(last + 1).WaitAsync(CancellationToken.None).WaitAsync(Longest);
        Outcome next;
        do
        {
            next = await host.SubmitAsync(Tick).WaitAsync(Longest);
        } while (next.Code == (int)HostReason.JournalUnavailable);

        Assert.Equal(last + 2, next.Sequence);
        host.Stop();
        using var again = VenueHost.Open(venue.Journal, venue.Events, Options);
        Promises.Check(again, venue, new Clients(0, 0));
    }

    [Fact, Trait("Criterion", "HOST-034")]
    public void A_stop_while_it_is_full_leaves_what_was_there_and_the_next_start_goes_on()
    {
        var venue = Filled(out var last);
        (venue.Journal.IsFull, venue.Events.IsFull) = (true, true);
        for (var start = 0; start < 3; start++)
        {
            using var host = VenueHost.Open(venue.Journal, venue.Events, Options);
            Assert.Equal(last, host.Read(machine => machine.Sequence));
        }

        (venue.Journal.IsFull, venue.Events.IsFull) = (false, false);
        using var next = VenueHost.Open(venue.Journal, venue.Events, Options);
        Assert.Equal((last, last + 1), (next.Recovery.LastSequence, next.Events.LastSequence));
        Promises.Check(next, venue, new Clients(0, 0));
    }

    /// <summary>The journal has its room written in advance: it takes requests while its segment lasts.</summary>
    [Fact, Trait("Criterion", "HOST-034"), Trait("Criterion", "HOST-022")]
    public async Task A_start_whose_events_alone_have_no_room_takes_requests_or_says_why_not()
    {
        var venue = Filled(out var last);
        venue.Events.IsFull = true;

        using var host = VenueHost.Open(venue.Journal, venue.Events, Options);
        using var deadline = new CancellationTokenSource(Longest);
        while ((await host.SubmitAsync(Tick).WaitAsync(Longest)).Sequence > 0)
        {
            deadline.Token.ThrowIfCancellationRequested();
        }

        Assert.Contains("Events cannot be stored", host.Status.Problem, StringComparison.Ordinal);
        Assert.Equal(host.Events.LastSequence, Records(host)[^1]);
        venue.Events.IsFull = false;
        while ((await host.SubmitAsync(Tick).WaitAsync(Longest)).Sequence == 0)
        {
            deadline.Token.ThrowIfCancellationRequested();
        }

        Assert.True(host.Events.LastSequence > last);
    }

    [Fact, Trait("Criterion", "HOST-034")]
    public void A_new_venue_does_not_begin_without_room()
    {
        Assert.Throws<JournalUnavailableException>(() => VenueHost.Open(new CrashDevice { IsFull = true }, new CrashDevice(), Options));
    }

    /// <summary>A venue whose newest segment has no room for the record of a start.</summary>
    private static Venue Filled(out long last)
    {
        var venue = Venue.Copy();
        using (var host = VenueHost.Open(venue.Journal, venue.Events, Options))
        {
            new Clients(2, 12).Ask(host, insists: true);
        }

        using (var writer = JournalWriter.Open(venue.Journal, Options.Journal, out _))
        {
            // One that no event tells of, so that the stream lacks something in any case.
            do
            {
                writer.Append(long.MaxValue / 2, new EntryEncoder().Encode(Tick));
                writer.Commit();
            } while (writer.HasRoom(OfStart));

            last = writer.DurableSequence;
        }

        return venue;
    }

    private static List<string> Names(CrashDevice device) => [.. device.List()];

    private static List<long> Records(VenueHost host)
    {
        var (cursor, found) = (host.Events.Read(1), new List<long>());
        while (cursor.TryRead(out var record))
        {
            found.Add(record.Sequence);
        }

        return found;
    }
}
