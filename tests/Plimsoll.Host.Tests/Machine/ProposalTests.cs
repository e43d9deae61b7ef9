using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests.Machine;

/// <summary>Changes that take two, beside changes that come into force on their way.</summary>
public sealed class ProposalTests
{
    private static readonly Rate Dearer = Rate.FromPercent(1);

    [Fact, Trait("Criterion", "HOST-041")]
    public void What_comes_into_force_between_the_question_and_the_record_stays()
    {
        var world = new MachineWorld();
        var seen = Rules(world);
        FallDue(world, seen with { Fees = seen.Fees with { Taker = Dearer } });

        var proposal = world.Do(Propose(seen with { MaxOrderQuantity = new(7) }, seen)).Created;
        var waiting = (ChangeInstrument)world.Machine.FindProposal(proposal)!.Command;
        world.Do(HostEntry.Approve(proposal) with { Actor = 2 });

        Assert.Equal((Dearer, 7), (waiting.Parameters.Fees.Taker, waiting.Parameters.MaxOrderQuantity.Units));
        Assert.Equal((Dearer, 7), (Rules(world).Fees.Taker, Rules(world).MaxOrderQuantity.Units));
    }

    [Fact, Trait("Criterion", "HOST-041")]
    public void Where_both_change_the_same_whoever_proposed_has_to_look_again()
    {
        var world = new MachineWorld();
        var seen = Rules(world);
        FallDue(world, seen with { Fees = seen.Fees with { Taker = Dearer } });
        var before = world.Machine.Engine.StateHash();

        var outcome = world.Ask(Propose(seen with { Fees = seen.Fees with { Taker = Rate.FromPercent(2) } }, seen));

        Assert.Equal((int)HostReason.RulesChanged, outcome.Code);
        Assert.Empty(world.Machine.Proposals);
        Assert.Equal(before, world.Machine.Engine.StateHash());
        // To the same: there is nothing to be at odds about. And seen as they are, they can be changed.
        var same = world.Do(Propose(seen with { Fees = seen.Fees with { Taker = Dearer } }, seen)).Created;
        world.Do(HostEntry.Withdraw(same) with { Actor = 1 });
        var now = Rules(world);
        world.Do(Propose(now with { Fees = now.Fees with { Taker = Rate.FromPercent(2) } }, now));
    }

    [Fact, Trait("Criterion", "HOST-041"), Trait("Criterion", "HOST-009")]
    public void A_proposal_that_does_not_say_what_it_was_made_from_is_weighed_against_what_is_in_force()
    {
        var world = new MachineWorld();
        var seen = Rules(world);
        FallDue(world, seen with { Fees = seen.Fees with { Taker = Dearer } });

        var proposal = world.Do(Propose(seen with { MaxOrderQuantity = new(7) }, null)).Created;
        world.Do(HostEntry.Approve(proposal) with { Actor = 2 });

        Assert.Equal((seen.Fees.Taker, 7), (Rules(world).Fees.Taker, Rules(world).MaxOrderQuantity.Units));
        Assert.Throws<ArgumentException>(() => Propose(seen, HostWorld.Usual.Venue));
    }

    /// <summary>A start between any two records, and one that runs through, come out alike.</summary>
    [Fact, Trait("Criterion", "HOST-003"), Trait("Criterion", "HOST-040"), Trait("Criterion", "HOST-041")]
    public void A_start_between_any_two_steps_changes_nothing()
    {
        var seen = Rules(new MachineWorld());
        var fees = seen with { Fees = seen.Fees with { Taker = Dearer } };
        var first = new MachineWorld().Machine.Sequence + 1;
        HostEntry[] steps =
        [
            Propose(seen with { MaxOrderQuantity = new(9) }, seen),
            HostEntry.Of(new ChangeInstrument(default, fees, MachineWorld.At(first + 3))),
            HostEntry.Of(new ChangeInstrument(default, seen with { MaxOrderQuantity = new(9) }, MachineWorld.At(first + 3))),
            // Both come into force in one record, one of them as the proposal has it.
            HostEntry.Of(new AdvanceTime(default)),
            HostEntry.Of(new ChangeInstrument(default, fees with { MaxOrderQuantity = new(5) }, MachineWorld.At(first + 5))),
            HostEntry.Of(new AdvanceTime(default)),
            HostEntry.Approve(first) with
            {
                Actor = 1,
            },
            HostEntry.Approve(first) with
            {
                Actor = 2,
                IdempotencyKey = "once",
            },
            Propose(seen with { Fees = seen.Fees with { Taker = Rate.FromPercent(2) } }, seen),
            Propose(seen with { Funding = seen.Funding with { Interval = Duration.FromHours(4) } }, seen),
            HostEntry.Of(new AdvanceTime(default)),
            HostEntry.Approve(first + 9) with
            {
                Actor = 2,
                IdempotencyKey = "twice",
            },
            HostEntry.Approve(first + 9) with
            {
                Actor = 2,
                IdempotencyKey = "twice",
            },
            HostEntry.Of(new AdvanceTime(default)),
        ];

        var through = Run(steps, _ => false);

        Assert.Contains(through.Outcomes, outcome => outcome.Code == (int)HostReason.RulesChanged);
        Assert.All(Enumerable.Range(0, steps.Length), place => AssertSame(through, Run(steps, step => step == place)));
        AssertSame(through, Run(steps, _ => true));
    }

    private static void AssertSame((Outcome[] Outcomes, byte[] Snapshot) one, (Outcome[] Outcomes, byte[] Snapshot) other)
    {
        Assert.Equal(one.Outcomes, other.Outcomes);
        Assert.Equal(one.Snapshot, other.Snapshot);
    }

    private static (Outcome[] Outcomes, byte[] Snapshot) Run(HostEntry[] steps, Func<int, bool> isRestored)
    {
        var world = new MachineWorld();
        var outcomes = new Outcome[steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            if (isRestored(i))
                world.Restart();

            outcomes[i] = world.Ask(steps[i]);
        }

        return (outcomes, world.Machine.Snapshot());
    }

    private static HostEntry Propose(InstrumentParameters rules, object? madeFrom) =>
        HostEntry.Propose(new ChangeInstrument(default, rules, default), madeFrom) with
        {
            Actor = 1,
        };

    private static InstrumentParameters Rules(MachineWorld world) => world.Machine.Engine.View(HostWorld.Perpetual).Parameters;

    private static void FallDue(MachineWorld world, InstrumentParameters rules)
    {
        world.Do(HostEntry.Of(new ChangeInstrument(default, rules, world.Next + Duration.FromSeconds(1))));
        world.Do(HostEntry.Of(new AdvanceTime(default)));
        Assert.Equal(rules.Fees, Rules(world).Fees);
    }
}
