using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Stream;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests.Stream;

/// <summary>What the stream keeps beside events, because it cannot be told from them alone.</summary>
public sealed class RecordNoteTests
{
    [Fact, Trait("Criterion", "HOST-023")]
    public async Task Each_change_of_a_position_has_the_position_after_it()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();

        await world.Do(world.Trade("one", "alice", OrderId.None, 10, 100));
        var sequence = (await world.Do(Legs(world, ("two", 5), ("three", -25)))).Sequence;
        var record = Read(world.Host, sequence);
        world.Stop();
        world.Start();
        var again = Read(world.Host, sequence);

        // Alice had ten: fifteen after the first leg, ten short after the second; the maker the other way.
        Assert.Equal([15, -15, -10, 10], record.ReadPositions().Select(each => each.Units));
        Assert.Equal([5, -5, -25, 25], Changes(record));
        Assert.Equal(record.ReadPositions(), again.ReadPositions());
        Assert.Equal(record.ReadTrades(), again.ReadTrades());
        Assert.Empty(Read(world.Host, 1).ReadPositions());
    }

    [Fact, Trait("Criterion", "HOST-023")]
    public async Task Each_trade_has_the_mark_and_whether_it_names_an_order_that_is_not_there()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        var order = new OrderId((await world.Do(world.Order("alice", 10, 100, "mine"))).Created);
        var sold = new OrderId((await world.Do(world.Order("bob", -10, 100, "his"))).Created);

        var (good, never, others, other) = (
            await world.Do(world.Trade("good", "alice", order, 4, 100)),
            await world.Do(world.Trade("never", "alice", new(77), 4, 130)),
            await world.Do(world.Trade("others", "alice", sold, 4, 100)),
            await world.Do(world.Trade("side", "alice", order, -4, 100))
        );
        var notes = new[] { good, never, others, other }.Select(each => Read(world.Host, each.Sequence).ReadTrades().Single()).ToList();

        Assert.Equal([false, true, true, true], notes.Select(note => note.NamesUnknownOrder));
        Assert.All(notes, note => Assert.Equal(100, note.Mark.Units));
        Assert.Equal(130, notes[1].Price.Units);
        Assert.Equal([false, true, false, false], notes.Select(note => note.IsBeyond(Rate.FromPercent(10))));
        Assert.False(notes[1].IsBeyond(Rate.FromPercent(30)));
        Assert.False(notes[1].IsBeyond(Rate.Zero));
        Assert.False((notes[1] with { IsOption = true }).IsBeyond(Rate.FromPercent(10)));
        Assert.False((notes[1] with { Mark = default }).IsBeyond(Rate.FromPercent(10)));
    }

    [Fact, Trait("Criterion", "HOST-023")]
    public async Task An_order_that_an_earlier_leg_filled_is_not_there_for_a_later_one()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        var (order, other) = (
            new OrderId((await world.Do(world.Order("alice", 10, 100, "mine"))).Created),
            new OrderId((await world.Do(world.Order("bob", 10, 100, "his"))).Created)
        );
        TradeLeg Leg(string taker, OrderId named, long quantity) =>
            new(0, HostWorld.Perpetual, new(quantity), new(100), world.Account(taker), named, world.Account("maker"), default);

        var legs = new[]
        {
            Leg("alice", order, 6),
            Leg("bob", other, 10),
            Leg("alice", order, 4),
            Leg("alice", order, 1),
            Leg("bob", default, 1),
        };
        var sequence = (await world.Do(HostEntry.Of(new RecordTrades(default, legs), "1", "2", "3", "4", "5"))).Sequence;

        Assert.Equal([false, false, false, true, false], Read(world.Host, sequence).ReadTrades().Select(note => note.NamesUnknownOrder));
    }

    private static HostEntry Legs(HostWorld world, params (string Id, long Quantity)[] legs) =>
        HostEntry.Of(
            new RecordTrades(
                default,
                legs.Select(leg => new TradeLeg(
                        0,
                        HostWorld.Perpetual,
                        new(leg.Quantity),
                        new(100),
                        world.Account("alice"),
                        default,
                        world.Account("maker"),
                        default
                    ))
                    .ToArray()
            ),
            [.. legs.Select(leg => leg.Id)]
        );

    private static IEnumerable<long> Changes(StreamRecord record)
    {
        var events = new EventBuffer();
        record.ReadEvents(events);
        var changes = new List<long>();
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Kind == EventKind.PositionChanged)
                changes.Add(events[i].As<PositionChanged>().Quantity.Units);
        }

        return changes;
    }

    private static StreamRecord Read(VenueHost host, long sequence)
    {
        Assert.True(host.Events.Read(sequence).TryRead(out var record));
        return record;
    }
}
