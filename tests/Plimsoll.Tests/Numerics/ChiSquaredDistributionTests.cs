using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Numerics;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Numerics;

/// <summary>Chi-squared probabilities against tables and against their own series.</summary>
public sealed class ChiSquaredDistributionTests
{
    [Theory, Trait("Criterion", "NUME-030")]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(5.991464547107979, 2, 0.05)]
    [InlineData(6.634896601021213, 1, 0.01)]
    [InlineData(18.307038053275146, 10, 0.05)]
    [InlineData(124.34211340400407, 100, 0.05)]
    public void Critical_values_are_those_of_tables(double value, int degrees, double probability)
    {
        Assert.Equal(probability, ChiSquaredDistribution.Survival(value, degrees), 1e-13);
        Assert.Equal(value, ChiSquaredDistribution.CriticalValue(probability, degrees), value * 1e-13);
    }

    /// <summary>Two degrees of freedom have the exponential distribution; one the square of a normal number.</summary>
    [Fact, Trait("Criterion", "NUME-030")]
    public void One_and_two_degrees_have_closed_forms() =>
        Prop.ForAll(
                Gen.Choose(1, 60_000).Select(x => x / 1000.0).ToArbitrary(),
                x =>
                    ChiSquaredDistribution.Survival(x, 2) == DeterministicMath.Exp(-x / 2)
                    && ChiSquaredDistribution.Survival(x, 1) == 2 * NormalDistribution.Cumulative(-Math.Sqrt(x))
                    && Math.Abs(ChiSquaredDistribution.Cumulative(x, 3) - Series(x / 2, 1.5)) < 1e-12
                    && Math.Abs(ChiSquaredDistribution.Cumulative(x, 8) - Series(x / 2, 4)) < 1e-12
            )
            .Check(Exploration.Of(300));

    [Fact, Trait("Criterion", "NUME-030")]
    public void Ends_are_certain_and_no_number_is_none()
    {
        Assert.Equal(1, ChiSquaredDistribution.Survival(0, 1));
        Assert.Equal(1, ChiSquaredDistribution.Survival(-1, 5));
        Assert.Equal(0, ChiSquaredDistribution.Survival(double.PositiveInfinity, 2));
        Assert.True(double.IsNaN(ChiSquaredDistribution.Survival(double.NaN, 2)));
        Assert.Equal(double.PositiveInfinity, ChiSquaredDistribution.CriticalValue(0, 1));
        Assert.Equal(0, ChiSquaredDistribution.CriticalValue(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChiSquaredDistribution.Survival(1, 0));
    }

    /// <summary>P(a, y) = y^a e^−y Σ y^n ÷ Γ(a + n + 1): the lower function by its own series.</summary>
    private static double Series(double y, double a)
    {
        var gamma = a == 4 ? 24 : 1.329340388179137; // Γ(5), Γ(5/2)
        var (term, sum) = (1 / gamma, 0.0);
        for (var n = 1; n < 500; n++)
        {
            sum += term;
            term *= y / (a + n);
        }

        return Math.Pow(y, a) * Math.Exp(-y) * sum;
    }
}
