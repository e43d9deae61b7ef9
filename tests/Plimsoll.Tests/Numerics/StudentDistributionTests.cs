using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Numerics;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Numerics;

/// <summary>Student's t against tables, closed forms and itself.</summary>
public sealed class StudentDistributionTests
{
    [Theory, Trait("Criterion", "NUME-031")]
    [InlineData(1, 0.99, 31.820515953773956)]
    [InlineData(2, 0.99, 6.964556734283269)]
    [InlineData(4, 0.99, 3.746947387979195)]
    [InlineData(10, 0.975, 2.2281388519862735)]
    [InlineData(30, 0.995, 2.7499956535672304)]
    public void Quantiles_are_those_of_tables(int degrees, double probability, double quantile)
    {
        Assert.Equal(quantile, StudentDistribution.InverseCumulative(probability, degrees), quantile * 1e-12);
        Assert.Equal(-quantile, StudentDistribution.InverseCumulative(1 - probability, degrees), quantile * 1e-12);
    }

    /// <summary>ν = 2: F(t) = 1/2 + t ÷ (2 √(2 + t²)); ν = 4: F = 1/2 + 3/8 s (1 − s²/12 · …) in s = t ÷ √(1 + t²/4).</summary>
    [Fact, Trait("Criterion", "NUME-031")]
    public void Even_degrees_have_closed_forms() =>
        Prop.ForAll(
                Gen.Choose(-60_000, 60_000).Select(t => t / 1000.0).ToArbitrary(),
                t =>
                {
                    var two = 0.5 + (t / (2 * Math.Sqrt(2 + (t * t))));
                    var s = t / Math.Sqrt(1 + (t * t / 4));
                    var four = 0.5 + (3.0 / 8 * s * (1 - (s * s / 12)));
                    return Math.Abs(StudentDistribution.Cumulative(t, 2) - two) < 1e-13
                        && Math.Abs(StudentDistribution.Cumulative(t, 4) - four) < 1e-13;
                }
            )
            .Check(Exploration.Of(300));

    [Fact, Trait("Criterion", "NUME-031")]
    public void The_density_is_the_slope_and_the_quantile_the_inverse() =>
        Prop.ForAll(
                Gen.Choose(1, 200).ToArbitrary(),
                Gen.Choose(-5_000, 5_000).Select(t => t / 1000.0).ToArbitrary(),
                (degrees, t) =>
                {
                    var slope =
                        (StudentDistribution.Cumulative(t + 1e-5, degrees) - StudentDistribution.Cumulative(t - 1e-5, degrees)) / 2e-5;
                    var back = StudentDistribution.InverseCumulative(StudentDistribution.Cumulative(t, degrees), degrees);
                    return Math.Abs(slope - StudentDistribution.Density(t, degrees)) < 1e-7 && Math.Abs(back - t) < 1e-8;
                }
            )
            .Check(Exploration.Of(200));
}
