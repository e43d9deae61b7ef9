using Plimsoll.Values;

namespace Plimsoll.Tests.Values;

public sealed class RateTests
{
    [Fact]
    public void A_percent_is_a_hundred_basis_points_and_ten_million_billionths()
    {
        Assert.Equal(new Rate(10_000_000), Rate.FromPercent(1));
        Assert.Equal(Rate.FromPercent(1), Rate.FromBasisPoints(100));
        Assert.Equal(Rate.One, Rate.FromPercent(100));
    }

    [Theory]
    [InlineData(25_000_000, "2.5 %")]
    [InlineData(-1_000_000_000, "-100 %")]
    [InlineData(0, "0 %")]
    [InlineData(1, "0.0000001 %")]
    [InlineData(long.MinValue, "-922337203685.4775808 %")]
    public void A_message_says_percent(long nano, string text) => Assert.Equal(text, new Rate(nano).ToString());

    [Fact, Trait("Criterion", "VALU-001")]
    public void Sums_are_exact_or_an_error()
    {
        Assert.Equal(new Rate(7), new Rate(10) - new Rate(3));
        Assert.Equal(new Rate(-7), -new Rate(7));
        Assert.Throws<OverflowException>(() => new Rate(long.MaxValue) + new Rate(1));
        Assert.Throws<OverflowException>(() => -new Rate(long.MinValue));
        Assert.Throws<OverflowException>(() => Rate.FromPercent(long.MaxValue / 1_000_000));
    }

    [Fact, Trait("Criterion", "VALU-002")]
    public void A_share_of_a_price_is_rounded_by_name()
    {
        var half = Rate.FromPercent(50);

        Assert.Equal(new Price(50), Rate.Of(new Price(101), half, Rounding.Floor));
        Assert.Equal(new Price(51), Rate.Of(new Price(101), half, Rounding.Ceiling));
        Assert.Throws<OverflowException>(() => Rate.Of(new Price(long.MaxValue), Rate.FromPercent(200), Rounding.Floor));
    }
}
