using System.Globalization;
using System.Runtime.CompilerServices;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests.Machine;

/// <summary>The host's own snapshots: what some version wrote, later ones read.</summary>
/// <remarks>One file for each form, of the same venue. <c>PLIMSOLL_UPDATE_GOLDEN=1</c> writes that of the form that is written now; the others are never written again.</remarks>
public sealed class SnapshotFormTests
{
    private static readonly HostEntry Refused = HostEntry.Of(new CancelOrder(default, new(99))) with { Actor = 3, IdempotencyKey = "c" };

    [Fact, Trait("Criterion", "HOST-032")]
    public void Every_form_that_was_written_is_read()
    {
        var files = Directory.GetFiles(Folder(), "snapshot-form-*.hex").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Enumerable.Range(1, files.Count), files.Select(FormOf));
        foreach (var file in files)
        {
            var (world, form) = (Venue(), FormOf(file));
            var machine = VenueMachine.Restore(Read(file), MachineWorld.Companion());

            Assert.Equal((world.Machine.Sequence, world.Machine.Now, "1.0.0"), (machine.Sequence, machine.Now, machine.Version));
            Assert.Equal(world.Machine.Engine.EventHash.ToArray(), machine.Engine.EventHash.ToArray());
            Assert.Equal(world.Machine.Engine.StateHash(), machine.Engine.StateHash());
            Assert.Equal("mine", machine.LabelOf(new(1)));
            Assert.Equal(Commands(world.Machine), Commands(machine));
            Assert.Equal(
                form > 1 ? new ChangeOrigin(world.Machine.Sequence - 5, 1, 2) : null,
                machine.OriginOf(machine.Engine.Scheduled()[0].Ticket)
            );
            // It goes on as the venue itself does.
            foreach (var entry in new[] { Refused, Trade(world, "late-1"), Trade(world, "late-2") })
            {
                var expected = world.Ask(entry);
                var found = machine.Apply(
                    world.Machine.Sequence,
                    world.Machine.Now,
                    entry.At(world.Machine.Now) with
                    {
                        Digest = DigestOf(entry),
                    }
                );
                Assert.Equal(expected, found);
            }

            Assert.Equal(world.Machine.Engine.EventHash.ToArray(), machine.Engine.EventHash.ToArray());
        }
    }

    [Fact, Trait("Criterion", "HOST-032")]
    public void What_is_written_is_the_newest_form()
    {
        var written = Venue().Machine.Snapshot();
        var file = Path.Combine(
            Folder(),
            string.Create(CultureInfo.InvariantCulture, $"snapshot-form-{BitConverter.ToInt32(written)}.hex")
        );
        if (Environment.GetEnvironmentVariable("PLIMSOLL_UPDATE_GOLDEN") == "1")
            File.WriteAllLines(file, written.Chunk(64).Select(Convert.ToHexStringLower));

        Assert.Equal(Read(file), written);
    }

    /// <summary>Something of everything that a snapshot holds.</summary>
    private static MachineWorld Venue()
    {
        var world = new MachineWorld();
        world.Do(
            HostEntry.Of(new PlaceOrder(default, world.Account("alice"), HostWorld.Perpetual, new(5), new(99), false, 0), "mine") with
            {
                Actor = 3,
                IdempotencyKey = "o",
            }
        );
        world.Do(Trade(world, "late-1"));
        Assert.Equal((int)Engine.RejectReason.UnknownOrder, world.Ask(Refused).Code);
        var rules = HostWorld.Usual.Venue;
        var change = new ChangeVenue(default, rules with { TradesKept = 7 }, MachineWorld.At(10_000));
        var proposal = world.Do(HostEntry.Propose(change, rules) with { Actor = 1 }).Created;
        world.Do(HostEntry.Approve(proposal) with { Actor = 2 });
        world.Do(
            HostEntry.Propose(new ChangeVenue(default, rules with { PauseGrace = Duration.FromMinutes(1) }, default)) with
            {
                Actor = 1,
            }
        );
        world.Do(HostEntry.Propose(new PauseVenue(default)) with { Actor = 2 });
        world.Do(HostEntry.Of(new AdvanceTime(default)));
        world.Do(HostEntry.Of(new AdvanceTime(default)));
        return world;
    }

    private static HostEntry Trade(MachineWorld world, string id) =>
        HostEntry.Of(
            new RecordTrades(
                default,
                new TradeLeg[]
                {
                    new(0, HostWorld.Perpetual, new(2), new(100), world.Account("alice"), default, world.Account("maker"), default),
                }
            ),
            id
        );

    private static IEnumerable<string> Commands(VenueMachine machine) =>
        machine.Proposals.Select(each =>
            $"{each.Sequence} {each.Proposer} {Convert.ToHexString(new EntryEncoder().Encode(HostEntry.Of(each.Command)))}"
        );

    private static UInt128 DigestOf(HostEntry entry)
    {
        var encoder = new EntryEncoder();
        encoder.Encode(entry);
        return entry.IdempotencyKey is null ? 0 : encoder.Digest(entry);
    }

    private static int FormOf(string file) =>
        int.Parse(Path.GetFileNameWithoutExtension(file).Split('-')[^1], CultureInfo.InvariantCulture);

    private static byte[] Read(string file) => Convert.FromHexString(string.Concat(File.ReadAllLines(file)));

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
