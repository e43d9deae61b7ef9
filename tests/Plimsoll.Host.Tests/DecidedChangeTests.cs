using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Testing.Devices;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests;

/// <summary>What becomes of changes that were decided: in force, nothing left to change, taken back.</summary>
public sealed class DecidedChangeTests
{
    [Fact, Trait("Criterion", "HOST-042"), Trait("Criterion", "API-045")]
    public async Task What_was_so_already_when_its_time_came_is_told_apart_also_after_a_start()
    {
        using var world = new HostWorld { Clock = Clock };
        world.Start();
        await world.SetUp();
        var now = world.Host.Read(machine => machine.Now);
        var rules = world.Options.Venue;
        // In one record: the first changes what the second was to change, and not all of what the third was.
        await Decide(world, rules with { TradesKept = 5 }, now + Duration.FromMinutes(1));
        await Decide(world, rules with { TradesKept = 5 }, now + Duration.FromMinutes(2));
        await Decide(world, rules with { TradesKept = 5, PauseGrace = Duration.FromMinutes(1) }, now + Duration.FromMinutes(3));
        world.Host.TakeSnapshot();
        world.Stop();
        world.Start();

        Clock.Advance(TimeSpan.FromMinutes(5));
        var passed = await world.Do(HostEntry.Of(new AdvanceTime(default)));
        var ended = Ended(world);
        world.Host.TakeSnapshot();
        world.Stop();
        world.Start();

        Assert.Equal(
            [(1, ChangeOutcome.InForce), (2, ChangeOutcome.NothingChanged), (3, ChangeOutcome.InForce)],
            ended.Select(each => (each.Ticket, each.Outcome))
        );
        Assert.All(ended, each => Assert.Equal(("venue", passed.Sequence, 1, 2, null), Told(each)));
        Assert.Equal(ended, Ended(world));
        Assert.True(world.Host.Events.Read(passed.Sequence).TryRead(out var record));
        Assert.Equal([2L], record.ReadLabels().Where(label => label.Kind == LabelKind.NothingChanged).Select(label => label.Number));
    }

    [Fact, Trait("Criterion", "HOST-042"), Trait("Criterion", "LEDG-013")]
    public async Task What_is_taken_back_never_takes_force_and_who_did_it_is_known()
    {
        using var world = new HostWorld { Clock = Clock };
        world.Start();
        await world.SetUp();
        var now = world.Host.Read(machine => machine.Now);
        await Decide(world, world.Options.Venue with { TradesKept = 5 }, now + Duration.FromMinutes(1));

        var withdrawn = await world.Do(HostEntry.Of(new WithdrawChange(default, 1)) with { Actor = 3 });
        Clock.Advance(TimeSpan.FromMinutes(5));
        await world.Do(HostEntry.Of(new AdvanceTime(default)));
        var again = await world.Ask(HostEntry.Of(new WithdrawChange(default, 1)) with { Actor = 3 });

        var ended = Assert.Single(Ended(world));
        Assert.Equal((ChangeOutcome.Withdrawn, ("venue", withdrawn.Sequence, 1, 2, (int?)3)), (ended.Outcome, Told(ended)));
        Assert.Equal((int)Plimsoll.Engine.RejectReason.UnknownChange, again.Code);
        Assert.Null(world.Host.Read(machine => machine.OriginOf(1)));
        Assert.Equal(world.Options.Venue.TradesKept, world.Host.Read(machine => machine.Engine.ViewVenue().Parameters.TradesKept));
    }

    [Fact, Trait("Criterion", "HOST-042")]
    public async Task So_many_ends_are_remembered_and_no_more()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();

        for (var i = 0; i < 103; i++)
            await Decide(world, world.Options.Venue with { TradesKept = i + 1 }, default);

        Assert.Equal(Enumerable.Range(4, 100), Ended(world).Select(each => each.Ticket));
    }

    private HandClock Clock { get; } = new();

    private static ChangeEnd[] Ended(HostWorld world) => world.Host.Read(machine => machine.EndedChanges.ToArray());

    private static (string, long, int?, int?, int?) Told(ChangeEnd ended) =>
        (ended.Subject, ended.Sequence, ended.Origin?.Proposer, ended.Origin?.Approver, ended.Withdrawer);

    private static async Task Decide(HostWorld world, Plimsoll.Engine.VenueParameters rules, Timestamp at)
    {
        var proposed = await world.Do(HostEntry.Propose(new ChangeVenue(default, rules, at)) with { Actor = 1 });
        await world.Do(HostEntry.Approve(proposed.Created) with { Actor = 2 });
    }
}
