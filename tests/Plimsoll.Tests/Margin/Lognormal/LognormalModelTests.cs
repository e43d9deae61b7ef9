using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Lognormal;
using Plimsoll.Testing;
using Plimsoll.Tests.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin.Lognormal;

public sealed class LognormalModelTests
{
    [Fact, Trait("Criterion", "LOGN-001")]
    public void Risk_factors_are_those_of_the_specification()
    {
        var factors = new LognormalModel(Drift: 0, Volatility: 1.2).RiskFactors(riskAversion: 0.0002, horizonYears: 0.01);

        Assert.Equal(0.3696680542085883, factors.OfLong, 1e-12);
        Assert.Equal(0.5650462045113667, factors.OfShort, 1e-12);
        Assert.Equal(new Rate(369_668_055), factors.LongRate);
        Assert.Equal(new Rate(565_046_205), factors.ShortRate);
    }

    [Fact, Trait("Criterion", "LOGN-002")]
    public void Risk_factors_rise_with_volatility_and_horizon_and_as_the_tail_gets_rarer() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(0.05, 3),
                DeterministicMathTests.Reals(1e-5, 0.5),
                (volatility, horizon) =>
                {
                    var factors = new LognormalModel(0, volatility).RiskFactors(0.001, horizon);
                    return factors.OfLong is > 0 and < 1
                        && factors.OfShort >= factors.OfLong
                        && new LognormalModel(0, volatility * 1.01).RiskFactors(0.001, horizon).OfLong > factors.OfLong
                        && new LognormalModel(0, volatility).RiskFactors(0.001, horizon * 1.01).OfShort > factors.OfShort
                        && new LognormalModel(0, volatility).RiskFactors(0.0009, horizon).OfShort > factors.OfShort;
                }
            )
            .Check(Exploration.Usual);

    [Fact, Trait("Criterion", "LOGN-003")]
    public void Bounds_are_those_of_the_specification()
    {
        var range = new LognormalModel(Drift: 0.016, Volatility: 1.5).Range(probability: 0.9999999, horizonYears: 0.5 / 365.25);

        Assert.Equal(new Price(21_545_190), range.Lowest(new Price(29_000_000)));
        Assert.Equal(new Price(38_915_896), range.Highest(new Price(29_000_000)));
    }

    [Fact, Trait("Criterion", "LOGN-004")]
    public void Without_volatility_or_time_there_is_nothing_to_lose()
    {
        Assert.Equal(0, new LognormalModel(0, 0).RiskFactors(0.001, 1).OfLong, 1e-14);
        Assert.Equal(0, new LognormalModel(0, 1).RiskFactors(0.001, 0).OfShort, 1e-14);
        Assert.Equal(new PriceRange(1, 1), new LognormalModel(0.5, 1).Range(0.99, 0));
        Assert.Equal(new Price(7), new PriceRange(1, 1).Lowest(new Price(7)));
    }

    [Theory, Trait("Criterion", "LOGN-005")]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(0.1, -1, 1)]
    [InlineData(0.1, 1, -1)]
    [InlineData(double.NaN, 1, 1)]
    public void Out_of_range_there_is_no_number_and_no_rate(double riskAversion, double horizon, double volatility)
    {
        var factors = new LognormalModel(0, volatility).RiskFactors(riskAversion, horizon);

        Assert.Equal(double.NaN, factors.OfLong);
        Assert.Equal(double.NaN, factors.OfShort);
        Assert.Throws<OverflowException>(() => factors.LongRate);
    }
}
