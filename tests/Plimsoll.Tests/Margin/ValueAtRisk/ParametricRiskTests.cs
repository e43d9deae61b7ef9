using Plimsoll.Margin.ValueAtRisk.Correlations;
using Plimsoll.Numerics;

namespace Plimsoll.Tests.Margin.ValueAtRisk;

/// <summary>Closed forms of value at risk.</summary>
public sealed class ParametricRiskTests
{
    private static readonly SymmetricMatrix Covariances = CovarianceEstimate.Covariances(
        CorrelationTests.Of([1, 0.6, 0.1], [0.6, 1, -0.3], [0.1, -0.3, 1]),
        [0.04, 0.06, 0.10]
    );

    private static readonly double[] Exposures = [-100, 50, -20];

    [Fact, Trait("Criterion", "VARR-024")]
    public void One_normal_position_needs_2_33_deviations()
    {
        var figures = ParametricRisk.Of([1_000_000], CovarianceEstimate.Covariances(CorrelationTests.Of([1.0]), [0.02]), 0.99);

        Assert.Equal(46_526.957, figures.ValueAtRisk, 0.001);
        Assert.Equal(53_304.29, figures.ExpectedShortfall, 0.01);
    }

    [Theory, Trait("Criterion", "VARR-024")]
    [InlineData(null)]
    [InlineData(4)]
    [InlineData(30)]
    public void Shortfall_is_the_mean_of_the_quantiles_beyond(int? degrees)
    {
        const int Parts = 10_000;
        var sum = 0.0;
        for (var i = 0; i < Parts; i++)
        {
            sum += ParametricRisk.Multiples(0.99 + (0.01 * (i + 0.5) / Parts), degrees).ValueAtRisk;
        }

        Assert.Equal(ParametricRisk.Multiples(0.99, degrees).ExpectedShortfall, sum / Parts, 0.02);
    }

    [Fact, Trait("Criterion", "VARR-024")]
    public void Components_add_up_and_are_the_slopes()
    {
        var whole = ParametricRisk.Of(Exposures, Covariances, 0.99).ValueAtRisk;
        var components = ParametricRisk.Components(Exposures, Covariances, 0.99);

        Assert.Equal(whole, components.Sum(), 1e-10);
        for (var i = 0; i < components.Length; i++)
        {
            var more = Exposures.ToArray();
            more[i] *= 1.00001;
            var slope = (ParametricRisk.Of(more, Covariances, 0.99).ValueAtRisk - whole) / 0.00001;
            Assert.Equal(components[i], slope, 1e-3);
        }
    }

    [Fact, Trait("Criterion", "VARR-024")]
    public void Four_periods_need_twice_one() =>
        Assert.Equal(
            2 * ParametricRisk.Of(Exposures, Covariances, 0.99, 5).ValueAtRisk,
            ParametricRisk.Of(Exposures, Covariances, 0.99, 5, periods: 4).ValueAtRisk,
            1e-10
        );

    [Fact, Trait("Criterion", "VARR-024")]
    public void Student_nears_the_normal_with_many_degrees()
    {
        var (student, normal) = (ParametricRisk.Multiples(0.99, 200).ValueAtRisk, NormalDistribution.InverseCumulative(0.99));

        Assert.Equal(normal, student, 0.01);
        Assert.True(ParametricRisk.Multiples(0.999, 4).ValueAtRisk > ParametricRisk.Multiples(0.999, null).ValueAtRisk);
    }
}
