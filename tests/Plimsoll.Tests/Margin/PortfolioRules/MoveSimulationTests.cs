using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.ValueAtRisk.Correlations;
using Plimsoll.Margin.ValueAtRisk.MonteCarlo;

namespace Plimsoll.Tests.Margin.PortfolioRules;

public sealed class MoveSimulationTests
{
    private static readonly MoveTable History = new(
        ["a", "b"],
        [
            .. Enumerable
                .Range(0, 200)
                .Select(i => new MoveRow(
                    $"{i}",
                    [0.002 * ((i * 37 % 21) - 10), 0.001 * ((i * 37 % 21) - 10) + (0.001 * ((i * 11 % 13) - 6))],
                    []
                )),
        ],
        2
    );

    [Fact, Trait("Criterion", "VARR-109")]
    public void Simulated_moves_need_of_a_linear_book_what_the_closed_form_says()
    {
        var table = new MoveSimulation(20_000, 7).Of(History);
        // So small that moves of logarithms are moves of prices.
        MoveTable small = new(
            table.Underlyings,
            [.. table.Rows.Select(row => row with { Prices = [.. row.Prices.Select(move => move / 1_000)] })],
            2
        );
        var rule = new ValueAtRiskRule("simulated", small, RiskMeasure.ValueAtRisk, 0.99, 0.95);
        double[] held = [3_000_000, -2_000_000];
        var asked = rule.Evaluate(new([new("a", 1) { Linear = [new("a", held[0], 1)] }, new("b", 1) { Linear = [new("b", held[1], 1)] }]));

        double[][] moves =
        [
            [.. History.Rows.Select(row => row.Prices[0])],
            [.. History.Rows.Select(row => row.Prices[1])],
        ];
        var closed = ParametricRisk.Of([held[0] / 1_000, held[1] / 1_000], CovarianceEstimate.Ewma(moves, 1), 0.99);
        var sorted = asked.Totals.ToArray();
        Array.Sort(sorted);
        Assert.Equal(closed.ValueAtRisk, asked.At(MarginLevelKind.Initial), 3 * SimulatedLosses.StandardError(sorted, 0.99));
    }

    [Fact, Trait("Criterion", "VARR-109")]
    public void The_same_seed_gives_the_same_table_and_another_another()
    {
        var simulation = new MoveSimulation(50, 7)
        {
            Degrees = 4,
            Decay = 0.98,
            Shrinkage = 0.1,
        };

        Assert.Equal(Prices(simulation), Prices(simulation));
        Assert.NotEqual(Prices(simulation), Prices(simulation with { Seed = 8 }));
        Assert.Equal(("path 50", 2.0), (simulation.Of(History).Rows[^1].Name, simulation.Of(History).Days));
    }

    [Fact, Trait("Criterion", "VARR-109")]
    public void With_margins_of_the_past_no_move_lies_beyond_it()
    {
        var table = new MoveSimulation(2_000, 7) { IsEmpirical = true }.Of(History);

        Assert.InRange(table.Rows.Max(row => row.Prices[0]), 0.0199, 0.02);
        Assert.InRange(table.Rows.Min(row => row.Prices[0]), -0.02, -0.0199);
    }

    [Fact, Trait("Criterion", "VARR-109")]
    public void Factors_that_move_as_one_or_never_are_simulated_as_well()
    {
        MoveTable alike = new(
            ["a", "b", "c"],
            [.. History.Rows.Select(row => new MoveRow(row.Name, [row.Prices[0], row.Prices[0], 0], []))],
            1
        );

        Assert.All(
            new MoveSimulation(100, 7).Of(alike).Rows,
            row => Assert.Equal((0, 0), (row.Prices[2], Math.Round(row.Prices[0] - row.Prices[1], 6)))
        );
    }

    private static double[] Prices(MoveSimulation simulation) => [.. simulation.Of(History).Rows.SelectMany(row => row.Prices)];
}
