using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Entries;
using Plimsoll.Instruments;
using Plimsoll.Testing.Devices;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests;

/// <summary>Time passes by itself.</summary>
public sealed class TimekeeperTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact, Trait("Criterion", "HOST-050")]
    public async Task At_each_heartbeat_time_advances_by_a_record()
    {
        var clock = new HandClock();
        using var world = new HostWorld { Clock = clock };
        world.Options = world.Options with { Heartbeat = TimeSpan.FromSeconds(1) };
        var host = world.Start();

        clock.Advance(TimeSpan.FromSeconds(3));

        await host.Events.Read(5).WaitAsync(CancellationToken.None).WaitAsync(Longest);
        Assert.Equal(At(clock), host.Read(machine => machine.Engine.Now));
        world.Stop();
        clock.Advance(TimeSpan.FromSeconds(3));
        // The last one is the witness of the stop.
        Assert.Equal(6, world.Host.Status.AppliedSequence);
    }

    [Fact, Trait("Criterion", "HOST-050")]
    public async Task Funding_that_is_due_is_settled_and_what_has_expired_too()
    {
        var clock = new HandClock();
        using var world = new HostWorld { Clock = clock };
        world.Options = world.Options with { Heartbeat = TimeSpan.FromMinutes(1) };
        var host = world.Start();
        await world.SetUp();
        var expiry = At(clock) + Duration.FromHours(1);
        await world.Do(
            HostEntry.Of(
                new ListInstrument(
                    default,
                    Scenario.Perpetual with
                    {
                        Id = new(1),
                        Symbol = "DATED",
                        Kind = InstrumentKind.DatedFuture,
                        Expiry = expiry,
                    }
                )
            )
        );
        var funding = host.Read(machine => machine.Engine.NextFunding(HostWorld.Perpetual));
        await world.Price(100);

        clock.Advance(TimeSpan.FromHours(9));

        Assert.True(funding < At(clock), $"{funding}");
        await world.Do(HostEntry.Of(new AdvanceTime(default)));
        var kinds = Kinds(host);
        Assert.Contains(EventKind.InstrumentClosed, kinds);
        Assert.True(host.Read(machine => machine.Engine.NextFunding(HostWorld.Perpetual)) > funding);
    }

    [Fact, Trait("Criterion", "HOST-050")]
    public async Task What_cannot_be_settled_yet_is_not_asked_for_at_every_beat()
    {
        var clock = new HandClock();
        using var world = new HostWorld { Clock = clock };
        world.Options = world.Options with { Heartbeat = TimeSpan.FromSeconds(1) };
        var host = world.Start();
        await world.Do(HostEntry.Of(new ListAsset(default, Scenario.Dollar)));
        await world.Do(HostEntry.Of(new ListIndex(default, Scenario.Index("x", "y", "z"))));
        await world.Do(HostEntry.Of(new ListInstrument(default, Scenario.Perpetual)));
        await world.Do(
            HostEntry.Of(
                new ListInstrument(
                    default,
                    Scenario.Perpetual with
                    {
                        Id = new(1),
                        Symbol = "DATED",
                        Kind = InstrumentKind.DatedFuture,
                        Expiry = At(clock) + Duration.FromHours(1),
                    }
                )
            )
        );

        clock.Advance(TimeSpan.FromHours(9));
        await world.Do(HostEntry.Of(new AdvanceTime(default)));
        var before = Refused(host);
        for (var second = 0; second < 100; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await world.Do(HostEntry.Of(new AdvanceTime(default)));

        // Neither has a price: the funding waits for one, the expiry is asked for again after a minute.
        Assert.InRange(Refused(host) - before, 1, 3);
        Assert.True(host.Status.AppliedSequence > 100);
    }

    private static int Refused(VenueHost host)
    {
        var (cursor, refused) = (host.Events.Read(1), 0);
        while (cursor.TryRead(out var record))
        {
            refused += record.Code == 0 ? 0 : 1;
        }

        return refused;
    }

    private static List<EventKind> Kinds(VenueHost host)
    {
        var (cursor, buffer, kinds) = (host.Events.Read(1), new EventBuffer(), new List<EventKind>());
        while (cursor.TryRead(out var record))
        {
            record.ReadEvents(buffer);
            kinds.AddRange(Enumerable.Range(0, buffer.Count).Select(i => buffer[i].Kind));
        }

        return kinds;
    }

    private static Timestamp At(HandClock clock) => new((clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
}
