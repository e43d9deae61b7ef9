using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Determinism;

/// <summary>The same history makes the same state: for a second run, for one who follows the events, for one who starts from a snapshot.</summary>
public sealed class FollowerTests
{
    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    public void A_follower_of_the_events_alone_is_in_the_same_state_after_every_command(ulong seed)
    {
        var world = new RandomWorld(seed, hasSchemes: seed % 2 == 1);
        var follower = MarginEngine.Follow(world.Engine.Events);

        for (var step = 0; step < 400; step++)
        {
            world.Apply(world.Next());
            follower.FollowOn(world.Engine.Events);
            Assert.True(follower.EventHash.SequenceEqual(world.Engine.EventHash), $"seed {seed}, step {step}");
            Assert.True(follower.StateHash().AsSpan().SequenceEqual(world.Engine.StateHash()), $"seed {seed}, step {step}");
        }

        Assert.Equal(world.Engine.Snapshot(), follower.Snapshot());
    }

    [Fact]
    public void A_follower_can_take_over()
    {
        var world = new RandomWorld(104);
        var follower = MarginEngine.Follow(world.Engine.Events);
        for (var step = 0; step < 300; step++)
        {
            world.Apply(world.Next());
            follower.FollowOn(world.Engine.Events);
        }

        GoOn(world, follower, 200, "a follower");
    }

    [Theory]
    [InlineData(111)]
    [InlineData(112)]
    [InlineData(113)]
    public void A_snapshot_at_any_moment_goes_on_like_the_original(ulong seed)
    {
        var world = new RandomWorld(seed, hasSchemes: seed % 2 == 1);
        for (var moment = 0; moment < 12; moment++)
        {
            for (var step = 0; step < 17 + moment; step++)
            {
                world.Apply(world.Next());
            }

            var restored = MarginEngine.Restore(world.Engine.Snapshot());
            Assert.Equal(world.Engine.StateHash(), restored.StateHash());
            GoOn(world, restored, 25, $"seed {seed}, moment {moment}");
        }
    }

    [Fact]
    public void The_hash_of_events_depends_on_every_command_before()
    {
        var (one, other) = (new Scenario(), new Scenario());
        one.Price(100);
        other.Price(100);
        one.User(5);
        other.User(6);

        one.Price(101);
        other.Price(101);

        Assert.Equal(one.Engine.Events.Bytes.ToArray(), other.Engine.Events.Bytes.ToArray());
        Assert.NotEqual(one.Engine.EventHash.ToArray(), other.Engine.EventHash.ToArray());
    }

    private static void GoOn(RandomWorld world, MarginEngine other, int steps, string where)
    {
        for (var step = 0; step < steps; step++)
        {
            var command = world.Next();
            var (answer, same) = (world.Apply(command), other.Apply(command));
            Assert.True(answer == same, $"{where}, step {step}: {command} is answered with {answer} and {same}");
            Assert.True(world.Engine.EventHash.SequenceEqual(other.EventHash), $"{where}, step {step}: {command}");
        }

        Assert.Equal(world.Engine.StateHash(), other.StateHash());
        Assert.Equal(world.Engine.EventHash.ToArray(), other.EventHash.ToArray());
    }
}
