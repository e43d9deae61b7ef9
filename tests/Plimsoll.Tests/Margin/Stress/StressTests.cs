using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Stress;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.Stress;

/// <summary>Shocks, and the least one that breaks an account.</summary>
public sealed class StressTests
{
    /// <summary>Long ten coins at 100 with 250 of collateral, 5 % required: below its line under 750 ÷ 9.5 = 78.947.</summary>
    [Fact, Trait("Criterion", "VARR-082")]
    public void Reverse_stress_finds_the_liquidation_price()
    {
        var severity = ReverseStress.Severity(Long, new Shock([-1], 0), 0.95, 40);

        Assert.Equal(1 - 0.78947368421, severity!.Value, 1e-9);
        Assert.True(Long(new Shock([-severity.Value], 0)).Excess < 0);
        Assert.Null(ReverseStress.Severity(Long, new Shock([1], 0), 2, 40));
        Assert.Equal(0, ReverseStress.Severity(shock => Long(shock) with { Equity = -1 }, new Shock([-1], 0), 0.95, 40));
    }

    /// <summary>Two coins, the second twice as volatile: it is the cheapest way down.</summary>
    [Fact, Trait("Criterion", "VARR-083")]
    public void The_smallest_joint_move_is_found_among_directions()
    {
        ShockedAccount Account(Shock shock)
        {
            var (a, b) = (Math.Max(-1, shock.Prices[0]), Math.Max(-1, shock.Prices[1]));
            return new(100 + (100 * a) + (100 * b), 20);
        }

        var directions = Enumerable
            .Range(0, 360)
            .Select(degree => new Shock([Math.Cos(degree * Math.PI / 180) * 0.04, Math.Sin(degree * Math.PI / 180) * 0.08], 0));
        var (shock, severity) = ReverseStress.Smallest(Account, directions, 100, 200)!.Value;

        Assert.True(shock.Prices[1] < shock.Prices[0] && shock.Prices[0] < 0, $"{shock.Prices[0]}, {shock.Prices[1]}");
        Assert.True(severity < ReverseStress.Severity(Account, new Shock([0, -0.08], 0), 100, 200));
    }

    /// <summary>Seven coins, long and short by turns and one not at all: each goes its own way, and 7 % of 600 is what 42 pay for.</summary>
    /// <summary>Losses that bend with price and volatility, and turn with both: the least severity lies between any directions that were chosen beforehand.</summary>
    [Fact, Trait("Criterion", "VARR-083")]
    public void No_direction_of_a_dense_scan_breaks_earlier() =>
        Prop.ForAll(
                Gen.Choose(-300, 300).ArrayOf(5).ToArbitrary(),
                bends =>
                {
                    double[] by = [.. bends.Select(bend => bend / 100.0)];
                    ShockedAccount Account(Shock shock)
                    {
                        var (p, v) = (shock.Prices[0] / 0.4, shock.Volatility);
                        return new(1 + (by[0] * p) + (by[1] * v) + (by[2] * p * p) + (by[3] * p * v) + (by[4] * v * v), 0);
                    }

                    Shock Direction(double place) => StressDirections.Alike(1, 0.4, 1, place);
                    var found = ReverseStress.SmallestAround(Account, Direction, StressDirections.FirstCount, 1, ReverseStress.UsualSteps);
                    var dense = ReverseStress.Smallest(
                        Account,
                        Enumerable.Range(0, 4_000).Select(i => Direction(i / 4_000.0)),
                        1,
                        ReverseStress.UsualSteps
                    );

                    Assert.True(found is null ? dense is null or { Severity: > 0.999 } : Account(found.Value.Shock).IsBroken);
                    Assert.True(found is null || dense is null || found.Value.Severity <= dense.Value.Severity * (1 + 1e-7));
                }
            )
            .Check(Exploration.Of(40));

    [Fact, Trait("Criterion", "VARR-083")]
    public void An_account_that_is_below_its_line_needs_no_move()
    {
        var found = ReverseStress.SmallestAround(_ => new(0, 1), place => StressDirections.Alike(1, 0.4, 1, place), 8, 1, 10);

        Assert.Equal((0, 0.0), (found!.Value.Severity, found.Value.Shock.Volatility));
    }

    [Fact, Trait("Criterion", "VARR-083")]
    public void Of_many_underlyings_each_goes_where_it_hurts()
    {
        double[] held = [100, -100, 100, -100, 100, -100, 0];
        ShockedAccount Account(Shock shock) => new(42 + shock.Prices.Zip(held, (move, value) => move * value).Sum(), 0);

        var directions = StressDirections.Apart(Account, held.Length, 0.4).ToArray();
        var (shock, severity) = ReverseStress.Smallest(Account, directions, 1, 40)!.Value;

        Assert.Equal([-0.4, 0.4, -0.4, 0.4, -0.4, 0.4, 0], Assert.Single(directions).Prices);
        Assert.Equal(0.07 / 0.4, severity, 1e-9);
        Assert.Equal(-0.07, shock.Prices[0], 1e-9);
    }

    [Fact, Trait("Criterion", "VARR-083")]
    public void Few_underlyings_take_every_choice_of_signs() =>
        Assert.Equal(26, StressDirections.Apart(_ => default, 3, 0.4).Select(shock => string.Join(' ', shock.Prices)).Distinct().Count());

    [Fact, Trait("Criterion", "VARR-082")]
    public void The_surface_has_both_edges_at_every_volatility()
    {
        ShockedAccount Short(Shock shock) => new(50 - (100 * Math.Abs(shock.Prices[0])) - (10 * shock.Volatility), 20);

        var surface = ReverseStress.Surface(Short, 1, [0, 1, 5], 2, 100);

        Assert.Equal(-0.3, surface[0].Down!.Value, 1e-9);
        Assert.Equal(0.2, surface[1].Up!.Value, 1e-9);
        Assert.Equal(0, surface[2].Up);
    }

    [Fact, Trait("Criterion", "VARR-080")]
    public void Past_days_are_shocks_and_the_worst_is_the_one_with_least_left()
    {
        var shocks = StressTest.Historical(
            ["2020-03-12", "2021-05-19"],
            [
                [-0.5, -0.15],
            ],
            [0.9, 0.4]
        );
        var rows = StressTest.Run(Long, shocks);

        Assert.Equal("2020-03-12", StressTest.Worst(rows).Name);
        Assert.Equal(0.4, rows[1].Shock.Volatility);
        Assert.Equal(250 - 500, rows[0].Account.Equity, 1e-9);
    }

    [Fact, Trait("Criterion", "VARR-081")]
    public void A_grid_has_every_pair()
    {
        var grid = StressTest.Grid(2, [-0.2, 0, 0.2], [-0.1, 0.3]).ToList();

        Assert.Equal(6, grid.Count);
        Assert.Equal([-0.2, -0.2], grid[3].Shock.Prices);
        Assert.Equal(0.3, grid[3].Shock.Volatility);
    }

    private static ShockedAccount Long(Shock shock)
    {
        var price = 100 * (1 + shock.Prices[0]);
        return new(250 + (10 * (price - 100)), 0.05 * 10 * price);
    }
}
