using Plimsoll.Values;

namespace Plimsoll.Tests.Values;

public sealed class LeverageTests
{
    [Theory, Trait("Criterion", "MARG-005")]
    [InlineData(100, 1_000_000_000)]
    [InlineData(1_000, 100_000_000)]
    [InlineData(1_250, 80_000_000)]
    [InlineData(300, 333_333_334)]
    [InlineData(100_000, 1_000_000)]
    [InlineData(0, 0)]
    public void Asks_for_one_over_itself_rounded_up(int hundredths, long rate) =>
        Assert.Equal(new Rate(rate), new Leverage(hundredths).InitialMarginRate);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(99, false)]
    [InlineData(100, true)]
    [InlineData(100_000, true)]
    [InlineData(100_001, false)]
    public void Lies_between_1x_and_1000x_or_is_not_chosen(int hundredths, bool isValid) =>
        Assert.Equal(isValid, new Leverage(hundredths).IsValid);

    [Fact, Trait("Criterion", "VALU-004")]
    public void Default_is_not_chosen()
    {
        Assert.Equal(Leverage.Unset, default);
        Assert.Equal(new Leverage(2_000), Leverage.Of(20));
    }

    /// <summary>The most leverage of a rate still asks for it, and a hundredth more no longer does.</summary>
    [Theory]
    [InlineData(8_000_000, 12_500)]
    [InlineData(13_333_334, 7_500)]
    [InlineData(1_000_000_000, 100)]
    [InlineData(1, 100_000)]
    [InlineData(10_000_001, 9_999)]
    public void The_most_leverage_of_a_rate(long nano, int hundredths)
    {
        var most = Leverage.Most(new(nano));

        Assert.Equal(hundredths, most.Hundredths);
        Assert.True(most.InitialMarginRate.Nano >= nano);
        Assert.True(hundredths == 100_000 || new Leverage(hundredths + 1).InitialMarginRate.Nano < nano);
    }
}
