using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.Correlations;
using Plimsoll.Margin.ValueAtRisk.MonteCarlo;
using Plimsoll.Numerics;
using Plimsoll.Pricing;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.ValueAtRisk;

/// <summary>Simulated risk against closed forms, and whose risk it is.</summary>
public sealed class SimulatedLossesTests
{
    private const int Paths = 20_000;
    private static readonly SymmetricMatrix Correlations = CorrelationTests.Of([1, 0.7, -0.4], [0.7, 1, -0.2], [-0.4, -0.2, 1]);
    private static readonly double[] Deviations = [0.001, 0.0012, 0.05];

    private static readonly RiskPosition[] Book =
    [
        new(10, 0, 100),
        new(-4, 1, 100),
        new(-5, 0, 100, new(OptionType.Put, 95, 0.25, 0.8, VolatilityFactor: 2)),
        new(3, 1, 100, new(OptionType.Call, 110, 0.5, 0.9)),
    ];

    [Theory, Trait("Criterion", "VARR-032")]
    [InlineData(null)]
    [InlineData(4)]
    [InlineData(10)]
    public void Small_linear_moves_agree_with_the_closed_form(int? degrees)
    {
        RiskPosition[] linear = [new(10, 0, 100), new(-4, 1, 100)];
        var losses = Simulated(linear, new PathLaw(CholeskyFactor.Of(Correlations), Deviations, degrees));
        var exact = ParametricRisk.Of([-1000, 400, 0], CovarianceEstimate.Covariances(Correlations, Deviations), 0.99, degrees);
        var sorted = losses.Totals.ToArray();
        Array.Sort(sorted);
        var error = SimulatedLosses.StandardError(sorted, 0.99);

        Assert.InRange(losses.Figures(0.99).ValueAtRisk, exact.ValueAtRisk - (3 * error), exact.ValueAtRisk + (3 * error));
        Assert.InRange(error, exact.ValueAtRisk * 0.001, exact.ValueAtRisk * 0.06);
        Assert.InRange(losses.Figures(0.99).ExpectedShortfall, exact.ExpectedShortfall * 0.9, exact.ExpectedShortfall * 1.1);
    }

    [Fact, Trait("Criterion", "VARR-032")]
    public void Paths_have_the_deviations_and_correlations_asked_for()
    {
        var generator = new PathGenerator(5, new PathLaw(CholeskyFactor.Of(Correlations), Deviations, 8));
        var moves = Enumerable.Range(0, 3).Select(_ => new double[Paths]).ToArray();
        var one = new double[3];
        for (var path = 0; path < Paths; path++)
        {
            generator.Draw(path, one);
            (moves[0][path], moves[1][path], moves[2][path]) = (one[0], one[1], one[2]);
        }

        var covariances = CovarianceEstimate.Ewma(moves, 1);
        var correlations = CovarianceEstimate.Correlations(covariances);
        Assert.Equal(0.7, correlations[0, 1], 0.02);
        Assert.Equal(-0.4, correlations[0, 2], 0.03);
        Assert.Equal(Deviations[2], Math.Sqrt(covariances[2, 2]), Deviations[2] * 0.03);
    }

    /// <summary>Under an empirical margin every move is one that was seen, or between two; quantiles are the sample's.</summary>
    [Theory, Trait("Criterion", "VARR-033")]
    [InlineData(null)]
    [InlineData(5)]
    public void A_copula_keeps_empirical_margins(int? degrees)
    {
        var sample = VolatilityTests.Normals(500, 0.03).Select(x => x * Math.Abs(x) * 30).Order().ToArray();
        var law = new PathLaw(CholeskyFactor.Of(CorrelationTests.Of([1, 0.9], [0.9, 1])), [1, 1], degrees, [sample, sample]);
        var generator = new PathGenerator(3, law);
        var drawn = new double[Paths];
        var one = new double[2];
        for (var path = 0; path < Paths; path++)
        {
            generator.Draw(path, one);
            drawn[path] = one[1];
        }

        Array.Sort(drawn);
        Assert.InRange(drawn[0], sample[0], sample[10]);
        Assert.InRange(drawn[^1], sample[^10], sample[^1]);
        Assert.Equal(sample[450], drawn[Paths * 9 / 10], 0.004);
    }

    [Fact, Trait("Criterion", "VARR-031")]
    public void Parts_in_any_order_give_the_same_bits()
    {
        var law = new PathLaw(CholeskyFactor.Of(Correlations), Deviations, 5);
        var (whole, parts) = (new LossMatrix(Book, 1000, 1 / 365.0), new LossMatrix(Book, 1000, 1 / 365.0));
        SimulatedLosses.Fill(whole, new PathGenerator(11, law), 0, 1000);
        SimulatedLosses.Fill(parts, new PathGenerator(11, law), 333, 1000);
        SimulatedLosses.Fill(parts, new PathGenerator(11, law), 0, 333);

        Assert.True(whole.Totals.SequenceEqual(parts.Totals));
    }

    [Fact, Trait("Criterion", "VARR-012")]
    public void Contributions_add_up_to_the_whole() =>
        Prop.ForAll(
                Gen.Choose(-50, 50).ListOf(4).ToArbitrary(),
                Gen.Choose(900, 999).Select(level => level / 1000.0).ToArbitrary(),
                (sizes, level) =>
                {
                    var book = Book.Select((position, i) => position with { Quantity = sizes[i] }).ToArray();
                    var losses = Simulated(book, new PathLaw(CholeskyFactor.Of(Correlations), [0.04, 0.05, 0.1], 4), 400);
                    var figures = losses.Figures(level);
                    var shortfall = RiskContributions.OfShortfall(losses, book, level).Sum(part => part.Component);
                    var quantile = RiskContributions.OfValueAtRisk(losses, book, level).Sum(part => part.Component);
                    return Math.Abs(shortfall - figures.ExpectedShortfall) < 1e-7 && Math.Abs(quantile - figures.ValueAtRisk) < 1e-7;
                }
            )
            .Check(Exploration.Of(60));

    [Fact, Trait("Criterion", "VARR-013")]
    public void A_part_is_the_slope_of_the_whole_and_leaving_it_out_is_incremental()
    {
        var law = new PathLaw(CholeskyFactor.Of(Correlations), [0.04, 0.05, 0.1], 4);
        var whole = Simulated(Book, law, 2000);
        var parts = RiskContributions.OfShortfall(whole, Book, 0.97);
        for (var i = 0; i < Book.Length; i++)
        {
            var more = Book.ToArray();
            more[i] = Book[i] with { Quantity = Book[i].Quantity * 1.0001 };
            var slope = (Simulated(more, law, 2000).Figures(0.97).ExpectedShortfall - whole.Figures(0.97).ExpectedShortfall) / 0.0001;
            Assert.Equal(parts[i].Component, slope, Math.Abs(parts[i].Component * 0.02) + 0.5);

            var without = Simulated([.. Book.Where((_, k) => k != i)], law, 2000).Figures(0.97).ExpectedShortfall;
            Assert.Equal(whole.Figures(0.97).ExpectedShortfall - without, parts[i].Incremental, 1e-7);
            Assert.Equal(parts[i].Component, parts[i].Marginal * Math.Abs(Book[i].Quantity), 1e-9);
        }
    }

    [Fact, Trait("Criterion", "VARR-010")]
    public void An_option_is_valued_in_full_and_an_expired_one_at_its_payoff()
    {
        var call = new RiskPosition(2, 0, 100, new(OptionType.Call, 110, 0.1, 0.8, VolatilityFactor: 1));
        var move = DeterministicMath.Log(1.2);

        var now = Black76.Price(OptionType.Call, 100, 110, 0.8, 0.1, 1);
        var then = Black76.Price(OptionType.Call, 120, 110, 0.8 * DeterministicMath.Exp(0.25), 0.1 - 0.02, 1);
        Assert.Equal(2 * (now - then), call.Loss([move, 0.25], 0.02), 1e-9);
        Assert.Equal(2 * (now - 10), call.Loss([move, 0.25], 0.5), 1e-9);
        Assert.Equal(2 * now, call.Value, 1e-12);
    }

    [Fact, Trait("Criterion", "VARR-011")]
    public void A_scenarios_total_is_the_sum_of_its_row()
    {
        var losses = Simulated(Book, new PathLaw(CholeskyFactor.Of(Correlations), Deviations), 50);

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(losses.Totals[i], losses.Row(i).ToArray().Sum());
        }
    }

    private static LossMatrix Simulated(IReadOnlyList<RiskPosition> book, PathLaw law, int paths = Paths)
    {
        var losses = new LossMatrix(book, paths, 0);
        SimulatedLosses.Fill(losses, new PathGenerator(20_240_805, law), 0, paths);
        return losses;
    }
}
