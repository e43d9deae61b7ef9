using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Testing.Worlds;

namespace Plimsoll.Engine.Tests.Solvency;

/// <summary>Certificates find what the full scan finds: the same events after every command, nothing late, nothing missed.</summary>
public sealed class CertificateTests
{
    [Fact, Trait("Criterion", "CERT-001"), Trait("Criterion", "CERT-046")]
    public void The_full_scan_and_certificates_give_the_same_events_on_random_worlds()
    {
        var left = 0L;
        for (ulong seed = 1; seed <= 12; seed++)
        {
            left += Compare(seed, commands: 600);
        }

        Assert.True(left > 0, "no price ever left a box");
    }

    [Fact, Trait("Criterion", "CERT-001"), Trait("Category", "Slow")]
    public void The_full_scan_and_certificates_give_the_same_events_on_many_worlds()
    {
        for (ulong seed = 2_000; seed < 2_120; seed++)
        {
            Compare(seed, commands: 1_500);
        }
    }

    [Fact, Trait("Criterion", "CERT-001"), Trait("Criterion", "CERT-046")]
    public void They_agree_on_the_worlds_of_the_other_generator()
    {
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var world = new WorldGenerator(seed);
            var (full, certified) = (new MarginEngine(world.Venue, SolvencyScan.Full), new MarginEngine(world.Venue));
            var columns = new MarginEngine(world.Venue, SolvencyScan.Columns);
            for (var step = 0; step < 400; step++)
            {
                var command = world.Next();
                world.Naive.Apply(command);
                Same(full, certified, columns, command, $"seed {seed}, step {step}");
            }

            Assert.Equal(full.StateHash(), certified.StateHash());
        }
    }

    private static long Compare(ulong seed, int commands)
    {
        var world = new RandomWorld(seed);
        var full = new MarginEngine(world.Rules, SolvencyScan.Full);
        var columns = new MarginEngine(world.Rules, SolvencyScan.Columns);
        for (var step = 0; step < commands; step++)
        {
            var command = world.Next();
            world.Apply(command);
            full.Apply(command);
            columns.Apply(command);
            Assert.True(full.EventHash.SequenceEqual(world.Engine.EventHash), $"seed {seed}, step {step}: {command}");
            Assert.True(full.EventHash.SequenceEqual(columns.EventHash), $"seed {seed}, step {step}, columns: {command}");
            Assert.Equal(0, world.Engine.SolvencyFigures.Alarms + columns.SolvencyFigures.Alarms);
        }

        Assert.Equal(full.StateHash(), world.Engine.StateHash());
        return world.Engine.SolvencyFigures.Left;
    }

    private static void Same(MarginEngine full, MarginEngine certified, MarginEngine columns, Command command, string place)
    {
        full.Apply(command);
        foreach (var engine in new[] { certified, columns })
        {
            engine.Apply(command);
            Assert.True(full.EventHash.SequenceEqual(engine.EventHash), $"{place}: {command}");
            Assert.Equal(0, engine.SolvencyFigures.Alarms);
        }
    }
}
