using Plimsoll.Engine.Solvency;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Marking;

/// <summary>An index that nobody quotes is left alone for as long as nothing about it can change, and not a nanosecond longer.</summary>
public sealed class QuietSpellTests
{
    [Fact, Trait("Criterion", "PRIC-007")]
    public void To_judge_every_index_at_every_tick_gives_the_same_events()
    {
        var quiet = 0L;
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var world = new RandomWorld(seed);
            var judged = new MarginEngine(world.Rules, SolvencyScan.Certified);
            for (var step = 0; step < 600; step++)
            {
                var command = world.Next();
                world.Apply(command);
                judged.State.Indices.ForEach(index => index.QuietUntil = default);
                judged.Apply(command);
                quiet += world.Engine.State.Indices.Count(index => index.QuietUntil > command.At);
                Assert.True(judged.EventHash.SequenceEqual(world.Engine.EventHash), $"seed {seed}, step {step}: {command}");
            }
        }

        Assert.True(quiet > 1_000, $"quiet {quiet} times");
    }

    [Fact, Trait("Criterion", "PRIC-007")]
    public void A_spell_ends_when_a_quote_grows_old_and_there_is_none_while_a_source_is_dropped()
    {
        var venue = new Scenario();
        venue.Price(1000);
        var index = venue.Engine.State.Indices[0];

        // Ranges are not compared here, so only age counts.
        Assert.Equal(venue.Engine.Now + index.Parameters.StaleAfter, index.QuietUntil);

        venue.Quote((1, 1001, 1001));
        Assert.True(index.QuietUntil > venue.Engine.Now);
        venue.Quote((1, 1100, 1100));
        Assert.Equal(default, index.QuietUntil);
    }
}
