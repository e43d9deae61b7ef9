using Plimsoll.Collateral;

namespace Plimsoll.Tests.Collateral;

public sealed class DepositScaledWeightTests
{
    [Theory]
    [InlineData(1, 9_000)]
    [InlineData(20_000, 9_000)]
    [InlineData(40_000, 4_500)]
    [InlineData(60_000, 3_000)]
    public void The_weight_falls_beyond_the_start(int deposits, int weight) =>
        Assert.Equal(weight, DepositScaledWeight.Of(9_000, deposits, 25, 500_000));

    [Fact]
    public void Without_a_start_it_never_falls() => Assert.Equal(9_000, DepositScaledWeight.Of(9_000, 1_000_000, 25, 0));
}
