using System.Numerics;
using Plimsoll.Margin;

namespace Plimsoll.Tests.Margin;

public sealed class OpenInterestScaledMarginTests
{
    private static readonly OpenInterestScaledRates Rates = new(200_000, 500_000, 1_000_000, 2_000_000);

    [Theory]
    [InlineData(0, 200_000)]
    [InlineData(1_000_000, 200_000)]
    [InlineData(1_234_567, 387_653)]
    [InlineData(1_500_000, 600_000)]
    [InlineData(2_000_000, 1_000_000)]
    [InlineData(9_000_000, 1_000_000)]
    public void The_rate_climbs_between_the_caps(long openInterest, long rate) =>
        Assert.Equal(rate, OpenInterestScaledMargin.InitialRate(Rates, openInterest));

    [Fact]
    public void Without_an_upper_cap_the_rate_stays() =>
        Assert.Equal(200_000, OpenInterestScaledMargin.InitialRate(Rates with { LowerCap = 0, UpperCap = 0 }, 1_000_000_000));

    [Fact]
    public void Equal_caps_are_a_step()
    {
        var step = Rates with { LowerCap = 2_000_000 };

        Assert.Equal(200_000, OpenInterestScaledMargin.InitialRate(step, 2_000_000));
        Assert.Equal(1_000_000, OpenInterestScaledMargin.InitialRate(step, 2_000_001));
    }

    /// <summary>12 000 units of 10⁻⁶ at 36 750 are 441 quote; open interest of 408.163265 is half-way but for a part per million.</summary>
    [Theory]
    [InlineData(12_000)]
    [InlineData(-12_000)]
    public void A_crowded_market_raises_initial_margin_only(long size)
    {
        var rates = new OpenInterestScaledRates(200_000, 500_000, 10_000_000_000_000, 20_000_000_000_000);
        var margin = OpenInterestScaledMargin.Of(size, new ScaledPrice(367_500, -1, -6, -6), rates, 408_163_265);

        Assert.Equal((264_599_559, 44_100_000), margin);
    }

    [Fact]
    public void Never_less_margin_for_more_open_interest()
    {
        var rates = Enumerable
            .Range(900, 1_200)
            .Select(each => OpenInterestScaledMargin.InitialRate(Rates, each * (BigInteger)1_003))
            .ToList();

        Assert.Equal(rates.Order(), rates);
    }
}
