using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Numerics;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Numerics;

public sealed class DeterministicMathTests
{
    [Fact, Trait("Criterion", "NUME-001")]
    public void Agrees_with_eighty_digits()
    {
        Assert.InRange(References.WorstUlps("exp", x => DeterministicMath.Exp(x[0])), 0, 1);
        Assert.InRange(References.WorstUlps("log", x => DeterministicMath.Log(x[0])), 0, 1);
        Assert.InRange(References.WorstUlps("pow", x => DeterministicMath.Pow(x[0], x[1])), 0, 1);
    }

    [Theory, Trait("Criterion", "NUME-002")]
    [InlineData(0, 1)]
    [InlineData(-0.0, 1)]
    [InlineData(1, Math.E)]
    [InlineData(709.782712893384, 1.7976931348622732e308)]
    [InlineData(709.7827128933841, double.PositiveInfinity)]
    [InlineData(-745.1332191019411, double.Epsilon)]
    [InlineData(-745.1332191019412, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_has_these_values(double x, double expected) => Assert.Equal(expected, DeterministicMath.Exp(x));

    [Theory, Trait("Criterion", "NUME-002")]
    [InlineData(1, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-0.0, double.NegativeInfinity)]
    [InlineData(double.Epsilon, -744.4400719213812)]
    [InlineData(double.MaxValue, 709.782712893384)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.NegativeInfinity, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void Log_has_these_values(double x, double expected) => Assert.Equal(expected, DeterministicMath.Log(x));

    [Fact, Trait("Criterion", "NUME-002")]
    public void Pow_has_the_special_values_of_the_standard()
    {
        double[] values =
        [
            0,
            -0.0,
            0.5,
            -0.5,
            1,
            -1,
            2,
            -2,
            3,
            -3,
            2.5,
            1e300,
            -1e300,
            9007199254740991,
            -9007199254740993,
            double.Epsilon,
            double.PositiveInfinity,
            double.NegativeInfinity,
            double.NaN,
        ];

        // The platform's own differs in last bits of ordinary values only; these here are exact or singular.
        foreach (var x in values)
        {
            foreach (var y in values)
            {
                var expected = Math.Pow(x, y);
                var actual = DeterministicMath.Pow(x, y);
                var isNear = Math.Abs(actual - expected) <= Math.Abs(expected) * 1e-15;
                Assert.True(
                    isNear
                        || BitConverter.DoubleToInt64Bits(actual) == BitConverter.DoubleToInt64Bits(expected)
                        || double.IsNaN(actual) && double.IsNaN(expected),
                    $"{x}^{y}: {actual}, not {expected}"
                );
                Assert.True(double.IsNaN(actual) || double.IsNegative(actual) == double.IsNegative(expected), $"sign of {x}^{y}");
            }
        }
    }

    [Fact, Trait("Criterion", "NUME-003")]
    public void Log_takes_exp_back() =>
        Prop.ForAll(
                Reals(-700, 700),
                x => Math.Abs(DeterministicMath.Log(DeterministicMath.Exp(x)) - x) <= 3e-16 * Math.Max(1, Math.Abs(x))
            )
            .Check(Exploration.Usual);

    [Fact, Trait("Criterion", "NUME-003")]
    public void Exp_and_log_rise() =>
        Prop.ForAll(
                Reals(-740, 709),
                x =>
                    DeterministicMath.Exp(x) <= DeterministicMath.Exp(Math.BitIncrement(x))
                    && DeterministicMath.Log(Math.Abs(x) + 1e-300) <= DeterministicMath.Log(Math.BitIncrement(Math.Abs(x) + 1e-300))
            )
            .Check(Exploration.Usual);

    [Fact, Trait("Criterion", "NUME-003")]
    public void Powers_that_are_doubles_are_exact()
    {
        for (var n = 0; n <= 33; n++)
        {
            Assert.Equal(double.Parse($"{System.Numerics.BigInteger.Pow(3, n)}"), DeterministicMath.Pow(3, n));
        }

        for (var n = -1074; n <= 1023; n++)
        {
            Assert.Equal(Math.ScaleB(1, n), DeterministicMath.Pow(2, n));
        }
    }

    internal static Arbitrary<double> Reals(double low, double high) =>
        Gen.Choose(0, int.MaxValue)
            .SelectMany(coarse => Gen.Choose(0, int.MaxValue), (coarse, fine) => (coarse + (fine / 2147483648.0)) / 2147483648.0)
            .Select(share => low + ((high - low) * share))
            .ToArbitrary();
}
