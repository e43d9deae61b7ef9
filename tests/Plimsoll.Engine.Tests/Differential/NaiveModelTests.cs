using Plimsoll.Engine.Commands;
using Plimsoll.Testing.Naive;
using Plimsoll.Testing.Worlds;

namespace Plimsoll.Engine.Tests.Differential;

/// <summary>The naive model keeps the specification's promises by itself, on random worlds that walk every route.</summary>
public sealed class NaiveModelTests
{
    [Fact]
    public void Keeps_its_promises_after_every_command()
    {
        for (ulong seed = 1; seed <= 4; seed++)
            Live(seed, commands: 400, new());
    }

    [Fact, Trait("Category", "Slow"), Trait("Criterion", "PACC-032"), Trait("Criterion", "PACC-033")]
    public void Random_worlds_walk_every_route()
    {
        var routes = new SortedDictionary<NaiveRoute, int>();
        for (ulong seed = 100; seed < 200; seed++)
            Live(seed, commands: 1_000, routes);

        Assert.Empty(Enum.GetValues<NaiveRoute>().Except(routes.Keys));
    }

    private static void Live(ulong seed, int commands, SortedDictionary<NaiveRoute, int> routes)
    {
        var world = new WorldGenerator(seed);
        for (var step = 0; step < commands; step++)
        {
            var command = world.Next();
            var before = NaiveDigest.Of(world.Naive);
            var reason = world.Naive.Apply(command);
            if (reason != RejectReason.None && NaiveDigest.Of(world.Naive) != before)
                Fail(seed, step, command, $"refused for {reason}, and yet something changed");

            if (NaiveInvariants.FirstViolation(world.Naive) is { } violation)
                Fail(seed, step, command, $"{violation}\n{string.Join('\n', world.Naive.Trace)}");
        }

        foreach (var (route, count) in world.Naive.Routes)
            routes[route] = routes.GetValueOrDefault(route) + count;
    }

    private static void Fail(ulong seed, int step, Command command, string words) =>
        Assert.Fail($"seed {seed}, step {step}: {words}\n{command}");
}
