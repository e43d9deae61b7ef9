using Plimsoll.Margin;

namespace Plimsoll.Tests.Margin;

public sealed class IsolatedAndCrossTests
{
    [Fact]
    public void A_debt_counts_at_its_weight() =>
        Assert.Equal((12_000_000_000, 20_000_000_000), IsolatedAndCross.Cross(20_000, [(100, 100, 12_000)], 1_000_000));

    [Theory]
    [InlineData(100, -11_000, -900_000_000)]
    [InlineData(-100, 9_000, -900_000_000)]
    public void An_isolated_position_has_its_own_collateral_only(int size, int quote, long collateral) =>
        Assert.Equal((1_000_000_000, collateral), IsolatedAndCross.Isolated(100, size, quote, 100, 1_000, 1_000_000));
}
