using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.ValueAtRisk.Backtests;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.ValueAtRisk;

/// <summary>The statistics of back-tests at their published numbers and at their edges.</summary>
public sealed class BacktestStatisticsTests
{
    /// <summary>250 days, three exceptions at 1 %: 0.0949.</summary>
    [Fact, Trait("Criterion", "VARR-040")]
    public void Three_exceptions_in_a_year_are_what_99_percent_means()
    {
        Assert.Equal(0.0949, KupiecTest.LikelihoodRatio(250, 3, 0.01), 0.00005);
        Assert.Equal(0.758, KupiecTest.PValue(KupiecTest.LikelihoodRatio(250, 3, 0.01)), 0.001);
    }

    [Fact, Trait("Criterion", "VARR-040")]
    public void No_exception_and_nothing_but_exceptions_have_a_ratio()
    {
        Assert.Equal(-2 * 255 * Math.Log(0.99), KupiecTest.LikelihoodRatio(255, 0, 0.01), 1e-10);
        Assert.Equal(-2 * 255 * Math.Log(0.01), KupiecTest.LikelihoodRatio(255, 255, 0.01), 1e-9);
        Assert.Equal(0, KupiecTest.LikelihoodRatio(100, 0, 0));
        Assert.Equal(double.PositiveInfinity, KupiecTest.LikelihoodRatio(100, 1, 0));
        Assert.Equal(0, KupiecTest.LikelihoodRatio(1000, 10, 0.01), 1e-12);
    }

    [Fact, Trait("Criterion", "VARR-041")]
    public void The_region_is_every_count_that_passes() =>
        Prop.ForAll(
                Gen.Choose(1, 400).ToArbitrary(),
                Gen.Choose(1, 999).Select(p => p / 1000.0).ToArbitrary(),
                Gen.Choose(1, 9000).Select(c => c / 1000.0).ToArbitrary(),
                (observations, probability, critical) =>
                {
                    var passing = Enumerable
                        .Range(0, observations + 1)
                        .Where(x => KupiecTest.LikelihoodRatio(observations, x, probability) < critical)
                        .ToList();
                    var region = KupiecTest.Region(observations, probability, critical);
                    return passing.Count == 0
                        ? region is null
                        : region == (passing[0], passing[^1]) && passing.Count == passing[^1] - passing[0] + 1;
                }
            )
            .Check(Exploration.Of(300));

    [Fact, Trait("Criterion", "VARR-042")]
    public void Clusters_are_noticed_and_spread_exceptions_are_not()
    {
        Assert.Equal(6.1715, ChristoffersenTest.Independence(new(237, 6, 5, 2)), 0.00005);
        Assert.Equal(0, ChristoffersenTest.Independence(new(249, 0, 0, 0)));
        Assert.Equal(0, ChristoffersenTest.Independence(new(0, 0, 0, 249)));
        Assert.Equal(0, ChristoffersenTest.Independence(new(0, 0, 0, 0)));
        Assert.Equal(new ExceptionTransitions(1, 1, 1, 1), ExceptionTransitions.Of([false, false, true, true, false]));
        Assert.Equal(0.05, new ConditionalCoverage(2, 3.991464547107979).PValue, 1e-12);
    }

    [Theory, Trait("Criterion", "VARR-043")]
    [InlineData(0, TrafficLightZone.Green, 3.00, 0.0811)]
    [InlineData(4, TrafficLightZone.Green, 3.00, 0.8922)]
    [InlineData(5, TrafficLightZone.Yellow, 3.40, 0.9588)]
    [InlineData(7, TrafficLightZone.Yellow, 3.65, 0.9960)]
    [InlineData(9, TrafficLightZone.Yellow, 3.85, 0.9997)]
    [InlineData(10, TrafficLightZone.Red, 4.00, 0.9999)]
    [InlineData(250, TrafficLightZone.Red, 4.00, 1)]
    public void The_supervisors_table_comes_out(int exceptions, TrafficLightZone zone, double multiplier, double cumulative)
    {
        Assert.Equal(zone, BaselTrafficLight.Zone(exceptions));
        Assert.Equal((decimal)multiplier, BaselTrafficLight.Multiplier(exceptions));
        Assert.Equal(cumulative, BaselTrafficLight.CumulativeProbability(exceptions, 250, 0.01), 0.00006);
    }

    [Fact, Trait("Criterion", "VARR-043")]
    public void Zones_and_multipliers_never_fall_with_exceptions() =>
        Prop.ForAll(
                Gen.Choose(1, 800).ToArbitrary(),
                Gen.Choose(1, 300).Select(p => p / 1000.0).ToArbitrary(),
                (observations, probability) =>
                    Enumerable
                        .Range(0, Math.Min(observations, 120))
                        .All(x =>
                            BaselTrafficLight.Zone(x, observations, probability) <= BaselTrafficLight.Zone(x + 1, observations, probability)
                            && BaselTrafficLight.Multiplier(x, observations, probability)
                                <= BaselTrafficLight.Multiplier(x + 1, observations, probability)
                        )
            )
            .Check(Exploration.Of(40));
}
