using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests;

/// <summary>A venue in a process: what it answers is there after any stop.</summary>
public sealed class VenueHostTests
{
    [Fact, Trait("Criterion", "HOST-001")]
    public async Task What_was_answered_is_there_after_a_start()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        var placed = await world.Do(world.Order("alice", 5, 101, "first"));
        await world.Do(world.Trade("t-1", "alice", new(placed.Created), 5, 100));
        var before = world.Host.Read(machine => machine.Engine.StateHash());
        world.Stop();

        var host = world.Start();

        Assert.Equal(before, host.Read(machine => machine.Engine.StateHash()));
        Assert.Equal(5, host.Read(machine => machine.Engine.PositionOf(world.Account("alice"), HostWorld.Perpetual).Quantity.Units));
        Assert.False(host.Recovery.IsNew);
    }

    [Fact, Trait("Criterion", "HOST-010")]
    public async Task The_same_idempotency_key_is_answered_again_and_has_no_second_effect()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        var deposit = HostEntry.Of(new DepositCollateral(default, world.Account("bob"), Scenario.Usd, new(7))) with
        {
            IdempotencyKey = "k",
            Actor = 3,
        };

        var first = await world.Do(deposit);
        var again = await world.Do(deposit);
        var other = await world.Ask(
            HostEntry.Of(new DepositCollateral(default, world.Account("bob"), Scenario.Usd, new(8))) with
            {
                IdempotencyKey = "k",
                Actor = 3,
            }
        );

        Assert.Equal(first with { IsRepeat = true }, again);
        Assert.Equal((int)HostReason.IdempotencyKeyReused, other.Code);
        Assert.Equal(100_007, world.Host.Read(machine => machine.Engine.Balance(world.Account("bob"), Scenario.Usd).Units));
        world.Stop();
        world.Start();
        Assert.True((await world.Do(deposit)).IsRepeat);
    }

    [Fact, Trait("Criterion", "HOST-011")]
    public async Task Orders_are_known_by_the_accounts_own_label_while_they_are_open()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        await world.Do(world.Order("alice", 5, 101, "mine"));
        var taken = await world.Ask(world.Order("alice", 5, 101, "mine"));
        world.Stop();
        world.Start();

        var cancelled = await world.Ask(HostEntry.OfLabelled(new CancelOrder(default, default), world.Account("alice"), "mine"));
        var gone = await world.Ask(HostEntry.OfLabelled(new CancelOrder(default, default), world.Account("alice"), "mine"));

        Assert.Equal((int)Plimsoll.Engine.RejectReason.ClientOrderIdInUse, taken.Code);
        Assert.True(cancelled.IsAccepted, cancelled.ToString());
        Assert.Equal((int)HostReason.UnknownClientOrderId, gone.Code);
    }

    [Fact, Trait("Criterion", "HOST-015")]
    public async Task An_order_named_by_number_is_its_own_accounts()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        var order = new OrderId((await world.Do(world.Order("alice", 5, 101, "mine"))).Created);
        world.Stop();
        world.Start();

        var foreign = await world.Ask(HostEntry.OfOrder(new CancelOrder(default, order), world.Account("bob")));
        var first = await world.Ask(
            HostEntry.OfOrder(new CancelOrder(default, order), world.Account("alice")) with
            {
                IdempotencyKey = "k",
            }
        );
        var again = await world.Ask(
            HostEntry.OfOrder(new CancelOrder(default, order), world.Account("alice")) with
            {
                IdempotencyKey = "k",
            }
        );
        var gone = await world.Ask(HostEntry.OfOrder(new ReportOrderDone(default, order), world.Account("alice")));
        var none = await world.Ask(HostEntry.OfOrder(new AdvanceTime(default), world.Account("alice")));

        Assert.Equal((int)Plimsoll.Engine.RejectReason.UnknownOrder, foreign.Code);
        Assert.True(first.IsAccepted, first.ToString());
        Assert.True(again is { IsAccepted: true, IsRepeat: true } && again.Sequence == first.Sequence, again.ToString());
        Assert.Equal((int)Plimsoll.Engine.RejectReason.UnknownOrder, gone.Code);
        Assert.Equal((int)HostReason.LabelsDoNotFit, none.Code);
    }

    [Fact, Trait("Criterion", "HOST-020")]
    public async Task Every_record_is_in_the_stream_once_and_in_order_also_after_a_start()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        world.Stop();
        var host = world.Start();
        await world.Price(101);

        var (cursor, kinds, events) = (host.Events.Read(1), new List<EntryKind>(), new EventBuffer());
        for (var next = 1; cursor.TryRead(out var record); next++)
        {
            Assert.Equal(next, record.Sequence);
            record.ReadEvents(events);
            kinds.Add(record.Kind);
        }

        Assert.Equal(host.Events.LastSequence, kinds.Count);
        Assert.Equal(EntryKind.Opened, kinds[0]);
        Assert.Equal(2, kinds.Count(kind => kind == EntryKind.Started));
        Assert.Contains(Enumerable.Range(0, events.Count), i => events[i].Kind == EventKind.IndexPriceChanged);
    }

    [Fact, Trait("Criterion", "HOST-030")]
    public async Task A_snapshot_is_taken_beside_the_engine_and_a_start_goes_on_from_it()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        await world.Do(world.Order("alice", 5, 101, "mine"));
        var snapshot = world.Host.TakeSnapshot();
        await world.Price(102);
        var before = world.Host.Read(machine => machine.Engine.EventHash.ToArray());
        world.Stop();

        var host = world.Start();

        Assert.True(snapshot > 0, world.Host.Status.SnapshotProblem);
        Assert.Equal(snapshot, host.Recovery.SnapshotSequence);
        // The price, and the witness of the stop.
        Assert.Equal(2, host.Recovery.Replayed);
        Assert.Equal(before, host.Read(machine => machine.Engine.EventHash.ToArray()));
        Assert.True((await world.Ask(HostEntry.OfLabelled(new CancelOrder(default, default), world.Account("alice"), "mine"))).IsAccepted);
    }

    [Fact, Trait("Criterion", "HOST-040")]
    public async Task What_one_proposes_another_lets_take_effect()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        var rules = new ChangeVenue(
            default,
            world.Options.Venue with
            {
                MarginCallMultiple = Rate.FromPercent(150),
            },
            new(long.MaxValue / 4)
        );

        var proposal = (await world.Do(HostEntry.Propose(rules) with { Actor = 1 })).Created;
        var alone = await world.Ask(HostEntry.Approve(proposal) with { Actor = 1 });
        var together = await world.Ask(HostEntry.Approve(proposal) with { Actor = 2 });
        var again = await world.Ask(HostEntry.Approve(proposal) with { Actor = 2 });

        Assert.Equal((int)HostReason.SamePerson, alone.Code);
        Assert.True(together.IsAccepted, together.ToString());
        Assert.Equal((int)HostReason.UnknownProposal, again.Code);
        Assert.Single(world.Host.Read(machine => machine.Engine.Scheduled()));
    }

    [Fact, Trait("Criterion", "HOST-040"), Trait("Criterion", "LEDG-012")]
    public async Task A_proposal_that_waits_is_joined_with_what_comes_into_force_also_after_a_start()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        var rules = world.Options.Venue;
        var waits = await world.Do(
            HostEntry.Propose(new ChangeVenue(default, rules with { MarginCallMultiple = Rate.FromPercent(150) }, default)) with
            {
                Actor = 1,
            }
        );
        var other = await world.Ask(HostEntry.Propose(new ChangeVenue(default, rules with { TradesKept = 3 }, default)) with { Actor = 2 });
        // The same thing by a command of its own, which takes no second person here.
        await world.Do(HostEntry.Of(new ChangeVenue(default, rules with { TradesKept = 5 }, new(long.MaxValue / 4 - 1))));
        await world.Do(HostEntry.Approve(waits.Created) with { Actor = 2 });
        var later = await world.Do(
            HostEntry.Propose(new ChangeVenue(default, rules with { PauseGrace = Duration.FromMinutes(1) }, new(long.MaxValue / 4))) with
            {
                Actor = 1,
            }
        );
        await world.Do(HostEntry.Approve(later.Created) with { Actor = 2 });
        world.Host.TakeSnapshot();
        world.Stop();
        world.Start();

        var (scheduled, origin, held) = world.Host.Read(machine =>
            (
                machine.Engine.Scheduled().Select(each => (VenueParameters)each.Parameters).ToArray(),
                machine.OriginOf(machine.Engine.Scheduled()[^1].Ticket),
                machine.Engine.ViewVenue().Parameters
            )
        );

        Assert.Equal(((int)HostReason.ProposalWaits, waits.Created), (other.Code, other.Created));
        Assert.Equal(Rate.FromPercent(150), held.MarginCallMultiple);
        Assert.Equal((5, Rate.FromPercent(150)), (scheduled[0].TradesKept, scheduled[0].MarginCallMultiple));
        Assert.Equal(new ChangeOrigin(later.Created, 1, 2), origin);
    }

    [Fact, Trait("Criterion", "HOST-040"), Trait("Criterion", "LEDG-012")]
    public async Task A_proposal_of_rules_that_nobody_checked_stops_nothing_and_one_about_nothing_is_refused()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        var index = world.Host.Read(machine => machine.Engine.View(new IndexId(0)).Parameters);
        var strange = new ChangeIndex(default, index with { Sources = [.. index.Sources, index.Sources[0]] }, default);
        var nothing = new ChangeIndex(default, index with { Id = new(77) }, default);

        Assert.True((await world.Ask(HostEntry.Propose(strange) with { Actor = 1 })).IsAccepted);
        var unknown = await world.Ask(HostEntry.Propose(nothing) with { Actor = 1 });
        var other = index with { StaleAfter = Duration.FromSeconds(77) };
        await world.Do(HostEntry.Of(new ChangeIndex(default, other, new(long.MaxValue / 4))));
        var now = HostEntry.Propose(new ChangeVenue(default, world.Options.Venue with { TradesKept = 7 }, default)) with { Actor = 1 };
        await world.Do(HostEntry.Approve((await world.Do(now)).Created) with { Actor = 2 });

        Assert.Equal((int)RejectReason.ParametersInvalid, unknown.Code);
        Assert.False(world.Host.Halted.IsCompleted);
    }

    [Fact, Trait("Criterion", "HOST-010")]
    public async Task A_listing_that_is_sent_again_is_answered_as_before_though_the_next_number_is_another()
    {
        using var world = new HostWorld();
        world.Start();
        await world.SetUp();
        var index = world.Host.Read(machine => machine.Engine.View(new IndexId(0)).Parameters);
        HostEntry Listing(string symbol) =>
            HostEntry.Of(
                new ListIndex(
                    default,
                    index with
                    {
                        Id = new((ushort)world.Host.Read(machine => machine.Engine.IndexCount)),
                        Symbol = symbol,
                    }
                )
            ) with
            {
                IdempotencyKey = "once",
            };

        var first = await world.Do(Listing("NEW"));
        var again = await world.Ask(Listing("NEW"));
        var another = await world.Ask(Listing("OTHER"));

        Assert.Equal(first with { IsRepeat = true }, again);
        Assert.Equal((int)HostReason.IdempotencyKeyReused, another.Code);
    }

    [Fact, Trait("Criterion", "HOST-030")]
    public async Task A_snapshot_is_taken_after_a_time_too_when_there_is_anything_new()
    {
        using var world = new HostWorld();
        world.Options = world.Options with { SnapshotAfter = TimeSpan.FromMilliseconds(1), StoreEvery = TimeSpan.FromMilliseconds(5) };
        world.Start();
        await world.SetUp();
        var last = world.Host.Status.AppliedSequence;

        Assert.True(
            SpinWait.SpinUntil(() => world.Host.Status.SnapshotSequence >= last, TimeSpan.FromSeconds(30)),
            world.Host.Status.ToString()
        );
        world.Stop();
        Assert.True(world.Start().Recovery.SnapshotSequence >= last);
    }
}
