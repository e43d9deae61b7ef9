using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency;
using Plimsoll.Testing.Books;

namespace Plimsoll.Engine.Tests.Solvency.Windows;

/// <summary>Accounts under portfolio margin that windows leave out would have been found healthy: the same events after every command.</summary>
public sealed class WindowTests
{
    [Fact, Trait("Criterion", "CERT-020"), Trait("Criterion", "CERT-024"), Trait("Criterion", "CERT-025")]
    public void Windows_and_the_full_scan_give_the_same_events_on_random_venues_of_options() => Compare(Enumerable.Range(1, 12), 500);

    [Fact, Trait("Criterion", "CERT-020"), Trait("Category", "Slow")]
    public void And_on_many_of_them() => Compare(Enumerable.Range(1_000, 150), 1_500);

    /// <summary>With dated futures, coins with ladders and caps, coins that a scheme names, models by underlying, orders, isolated accounts and pauses.</summary>
    [Theory, Trait("Criterion", "CERT-001"), Trait("Criterion", "CERT-020")]
    [InlineData(500, 470)]
    [InlineData(501, 250)]
    [InlineData(505, 250)]
    [InlineData(523, 250)]
    public void And_on_venues_that_have_everything(int seed, int steps) => CompareRich([seed], steps);

    [Fact, Trait("Criterion", "CERT-001"), Trait("Category", "Slow")]
    public void And_on_many_of_those() => CompareRich(Enumerable.Range(2_000, 60), 700);

    /// <summary>By certificates with the usual limits and with others, by columns, and by an engine restored in mid-run.</summary>
    private static void CompareRich(IEnumerable<int> seeds, int steps)
    {
        foreach (var seed in seeds)
        {
            var run = new BookRun(seed, isRich: true);
            for (var step = 0; step < steps; step++)
            {
                Assert.Null(run.Step());
            }

            Assert.True(run.IsStateSame(), $"seed {seed}");
        }
    }

    private static void Compare(IEnumerable<int> seeds, int steps)
    {
        var (certified, all, left, portfolios) = (0L, 0L, 0L, 0L);
        foreach (var seed in seeds)
        {
            var world = new BookWorld(seed);
            var full = new MarginEngine(world.Rules, SolvencyScan.Full);
            foreach (var command in world.Commands)
            {
                full.Apply(command);
            }

            for (var step = 0; step < steps; step++)
            {
                var command = world.Step();
                full.Apply(command);
                Assert.True(full.EventHash.SequenceEqual(world.Engine.EventHash), $"seed {seed}, step {step}: {command}");
                Assert.Equal(0, world.Engine.SolvencyFigures.Alarms);
                if (command is SubmitQuotes)
                {
                    var state = world.Engine.State;
                    all += state.PortfolioAccounts.Count;
                    certified += state.PortfolioAccounts.Count(account => state.Certificates!.IsCertified(account));
                }
            }

            left += world.Engine.SolvencyFigures.Left;
            portfolios += full.State.PortfolioAccounts.Count;
            Assert.Equal(full.StateHash(), world.Engine.StateHash());
        }

        // Not by leaving nobody out.
        Assert.True(certified > all / 5 && left > 500, $"{certified} certified of {all}, {left} left their windows");
    }
}
