using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.Solvency.Certificates.Windows;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Testing.Books;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Solvency.Windows;

/// <summary>What a window says is true at its ends and inside: a copy of the engine is taken there, and the exact decision asked of everybody who relies on it.</summary>
public sealed class WindowAuditTests
{
    [Fact, Trait("Criterion", "CERT-022"), Trait("Criterion", "CERT-023")]
    public void Accounts_reach_their_multiple_at_the_ends_of_windows_and_inside()
    {
        var (judged, outside) = (0, 0);
        for (var seed = 1; seed <= 10; seed++)
        {
            var world = new BookWorld(seed);
            var dice = new Random(seed);
            for (var step = 0; step < 240; step++)
            {
                world.Step();
                if (step % 30 == 0)
                {
                    Audit(world, dice, seed, ref judged, ref outside);
                }
            }
        }

        // Each an account at a point; where it is outside, nothing is claimed.
        Assert.True(judged > 1_500, $"{judged} judged, {outside} outside");
    }

    private static void Audit(BookWorld world, Random dice, int seed, ref int judged, ref int outside)
    {
        world.Engine.Renew();
        var state = world.Engine.State;
        var certificates = state.Certificates!;
        var snapshot = world.Engine.Snapshot();
        var windows = state
            .PortfolioAccounts.Where(certificates.IsCertified)
            .SelectMany(account => certificates.Judge(state.Account(account), state).Windows)
            .DistinctBy(each => each.Window)
            .ToList();
        for (var point = 0; point < 12 && windows.Count > 0; point++)
        {
            var (index, window) = windows[dice.Next(windows.Count)];
            var moved = MarginEngine.Restore(snapshot, SolvencyScan.Full);
            // Whoever falls below the line is told, and not liquidated: accounts stay as they are.
            moved.Apply(new PauseVenue(world.Now));
            Go(world, moved, dice, index, window, point);
            Judge(state, moved, $"seed {seed}, {world.Now}, {window.Low.Units} to {window.High.Units}", ref judged, ref outside);
        }
    }

    /// <summary>To an end of a window, or inside; with volatilities, forwards and the time a little elsewhere, up to an end of their bands.</summary>
    private static void Go(BookWorld world, MarginEngine moved, Random dice, IndexId index, PriceWindow window, int point)
    {
        var prices = new[] { world.Engine.IndexPrice(new(0)).Units, world.Engine.IndexPrice(new(1)).Units };
        prices[index.Value] = (point % 3) switch
        {
            0 => window.Low.Units,
            1 => window.High.Units,
            _ => dice.NextInt64(window.Low.Units, window.High.Units + 1),
        };
        var now = world.Now + Duration.FromSeconds(dice.Next(3) == 0 ? dice.Next(600) : 0);
        moved.Apply(BookWorld.Quotes(now, prices));
        var volatility = WindowLadder.Volatility(window.Rung) * (dice.Next(2) == 0 ? 0.97 : dice.NextDouble());
        if (point % 4 != 0)
        {
            moved.Apply(world.Surface(index.Value, dice.Next(2) == 0 ? 1 + volatility : 1 - volatility, now));
        }
    }

    private static void Judge(EngineState state, MarginEngine moved, string place, ref int judged, ref int outside)
    {
        foreach (var id in state.PortfolioAccounts.Where(state.Certificates!.IsCertified))
        {
            var account = state.Account(id);
            var (windows, holds) = state.Certificates!.Judge(account, moved.State);
            if (windows.Count == 0 || !moved.State.Account(id).Positions.SequenceEqual(account.Positions))
            {
                continue;
            }

            if (!holds)
            {
                outside++;
                continue;
            }

            judged++;
            var margin = moved.MarginOf(id);
            Assert.True(
                SolvencyLine.Reaches(margin.Equity, margin.MaintenanceMargin, state.Venue.MarginCallMultiple),
                $"{place}, {id}: {margin.Equity.Units} and {margin.MaintenanceMargin.Units}"
            );
            Assert.False(SolvencyLine.IsBelow(margin.Equity, margin.MaintenanceMargin, state.Venue.LiquidatesAtLine), $"{place}, {id}");
        }
    }
}
