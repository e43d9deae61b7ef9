using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Numerics;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Numerics;

public sealed class NormalDistributionTests
{
    [Fact, Trait("Criterion", "NUME-010")]
    public void Density_and_probability_agree_with_eighty_digits()
    {
        Assert.InRange(References.WorstUlps("pdf", x => NormalDistribution.Density(x[0])), 0, 1);
        Assert.InRange(References.WorstRelative("cdf", x => NormalDistribution.Cumulative(x[0])), 0, 5e-16);
        Assert.InRange(References.WorstUlps("cdf", x => NormalDistribution.Cumulative(x[0])), 0, 4);
    }

    [Fact, Trait("Criterion", "NUME-011")]
    public void Quantiles_agree_with_eighty_digits() =>
        Assert.InRange(References.WorstUlps("quantile", p => NormalDistribution.InverseCumulative(p[0])), 0, 2);

    [Theory, Trait("Criterion", "NUME-012")]
    [InlineData(0, 0.5)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(-39, 0)]
    [InlineData(9, 1)]
    [InlineData(double.NaN, double.NaN)]
    public void Probability_has_these_values(double x, double expected) => Assert.Equal(expected, NormalDistribution.Cumulative(x));

    [Theory, Trait("Criterion", "NUME-012")]
    [InlineData(0.5, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(double.Epsilon, -38.467405617144344)]
    [InlineData(-0.1, double.NaN)]
    [InlineData(1.1, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void Quantile_has_these_values(double p, double expected) => Assert.Equal(expected, NormalDistribution.InverseCumulative(p));

    [Fact, Trait("Criterion", "NUME-012")]
    public void Density_is_zero_far_out_and_no_number_for_none()
    {
        Assert.Equal(0, NormalDistribution.Density(double.NegativeInfinity));
        Assert.Equal(0, NormalDistribution.Density(1e200));
        Assert.Equal(double.NaN, NormalDistribution.Density(double.NaN));
    }

    [Fact, Trait("Criterion", "NUME-013")]
    public void Quantile_takes_the_probability_back() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(-38, 3),
                // A probability has a unit in the last place too: above the middle it spans more of x the rarer the rest is.
                x =>
                    Math.Abs(NormalDistribution.InverseCumulative(NormalDistribution.Cumulative(x)) - x)
                    <= 1e-15 * Math.Max(1, Math.Abs(x))
                        + (x > 0 ? 2e-16 / NormalDistribution.Density(x) : 0)
                        + (x < -37 ? 1e-323 / NormalDistribution.Density(x) : 0)
            )
            .Check(Exploration.Usual);

    [Fact, Trait("Criterion", "NUME-013")]
    public void Both_tails_add_up_to_one_and_probability_rises() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(-39, 39),
                x =>
                    Math.Abs(NormalDistribution.Cumulative(x) + NormalDistribution.Cumulative(-x) - 1) <= 2.3e-16
                    && NormalDistribution.Cumulative(x) <= NormalDistribution.Cumulative(x + 1e-12)
            )
            .Check(Exploration.Usual);
}
