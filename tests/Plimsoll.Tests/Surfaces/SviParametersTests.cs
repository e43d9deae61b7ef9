using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Surfaces.Calibration;
using Plimsoll.Testing;
using Plimsoll.Tests.Numerics;

namespace Plimsoll.Tests.Surfaces;

public sealed class SviParametersTests
{
    [Fact, Trait("Criterion", "SURF-001")]
    public void Variance_comes_from_whole_numbers()
    {
        var smile = new SviParameters(20_000_000_000, 120_000_000_000, -300_000_000_000, 20_000_000_000, 300_000_000_000);

        // a + b (ρ (k − m) + √((k − m)² + σ²)) at k = 0.42: 0.02 + 0.12 (−0.3 · 0.4 + 0.5).
        Assert.Equal(0.0656, smile.TotalVariance(0.42), 1e-15);
        Assert.Equal(smile, SviParameters.FromReal(0.02, 0.12, -0.3, 0.02, 0.3));
        Assert.Equal(0.12 * 1.3, smile.Wings.Left, 1e-15);
        Assert.Equal(0.12 * 0.7, smile.Wings.Right, 1e-15);
        Assert.Throws<OverflowException>(() => SviParameters.FromReal(double.NaN, 0, 0, 0, 1));
        Assert.Throws<OverflowException>(() => SviParameters.FromReal(1e8, 0, 0, 0, 1));
    }

    [Fact, Trait("Criterion", "SURF-005")]
    public void Density_is_that_of_the_second_difference_of_calls()
    {
        // g(k) φ(d2) / √w is the density of log-moneyness, and the second derivative of a call by its strike is the density of the strike.
        var smile = QuoteMaker.Smile;
        foreach (var k in (double[])[-0.9, -0.2, 0, 0.3, 1.1])
        {
            const double Step = 1e-3;
            double Call(double strike) =>
                Black76.UndiscountedPrice(OptionType.Call, 1, strike, Math.Sqrt(smile.TotalVariance(Math.Log(strike))));
            var strike = Math.Exp(k);
            var second = (Call(strike + Step) - (2 * Call(strike)) + Call(strike - Step)) / (Step * Step);

            var deviation = Math.Sqrt(smile.TotalVariance(k));
            var d2 = (-k / deviation) - (0.5 * deviation);
            var density = smile.Density(k) * Plimsoll.Numerics.NormalDistribution.Density(d2) / (deviation * strike);
            Assert.Equal(density, second, 1e-4 * Math.Max(1, density));
        }
    }

    [Fact, Trait("Criterion", "SURF-006")]
    public void A_multiple_at_most_one_of_a_sound_smile_is_sound() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(0, 1),
                DeterministicMathTests.Reals(0, 1.99),
                DeterministicMathTests.Reals(0, 1.99),
                (factor, left, right) =>
                {
                    var shape = new SviShape(0.02, left, right, 0.1, 0.3);
                    return SmileScan.Density(shape).Least < 0
                        || (
                            SmileScan.Density(shape.Scaled(factor)).Least >= 0 && SmileScan.Calendar(shape.Scaled(factor), shape).Least >= 0
                        );
                }
            )
            .Check(Exploration.Usual);

    [Fact, Trait("Criterion", "SURF-005")]
    public void The_scan_finds_a_known_breach()
    {
        // Vogt's smile: calls and variances look harmless, the density is negative near k = 0.8 (Gatheral and Jacquier 2014, example 3.1).
        var vogt = SviParameters.FromReal(-0.0410, 0.1331, 0.3060, 0.3586, 0.4153);
        var (least, at) = SmileScan.Density(vogt.Shape);

        Assert.InRange(least, -0.035, -0.03);
        Assert.InRange(at, 0.6, 1.1);
    }

    [Fact]
    public void Gradients_are_difference_quotients()
    {
        var shape = new SviShape(0.02, 0.15, 0.08, 0.05, 0.2);
        Span<double> variance = stackalloc double[5];
        Span<double> density = stackalloc double[5];
        foreach (var k in (double[])[-0.7, 0, 0.04, 0.9])
        {
            shape.VarianceGradient(k, variance);
            shape.DensityGradient(k, density);
            for (var i = 0; i < 5; i++)
            {
                var move = new double[5];
                move[i] = 1;
                var (up, down) = (shape.Plus(move, 1e-6), shape.Plus(move, -1e-6));
                Assert.Equal((up.Variance(k) - down.Variance(k)) / 2e-6, variance[i], 1e-6);
                Assert.Equal((up.Density(k) - down.Density(k)) / 2e-6, density[i], 1e-4 * Math.Max(1, Math.Abs(density[i])));
            }
        }
    }
}
