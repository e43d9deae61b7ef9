using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Determinism;

/// <summary>Reading ahead changes nothing, and takes any command.</summary>
public sealed class PrefetchTests
{
    [Fact]
    public void Whoever_reads_ahead_has_the_same_history()
    {
        var world = new RandomWorld(17);
        var ahead = new MarginEngine(world.Rules);
        for (var step = 0; step < 2_000; step++)
        {
            var command = world.Next();
            world.Apply(command);
            ahead.Prefetch(command);
            ahead.Apply(command);
        }

        Assert.Equal(world.Engine.EventHash.ToArray(), ahead.EventHash.ToArray());
        Assert.Equal(world.Engine.StateHash(), ahead.StateHash());
    }
}
