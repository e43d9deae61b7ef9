using Plimsoll.Collateral;
using Plimsoll.Margin;

namespace Plimsoll.Tests.Collateral;

public sealed class LeveledCollateralTests
{
    private static readonly MarginLevels Levels = new(100, 110, 120, 140);

    [Theory]
    [InlineData(109, MarginMove.TopUp, 120)]
    [InlineData(110, MarginMove.None, 110)]
    [InlineData(139, MarginMove.None, 139)]
    [InlineData(140, MarginMove.Release, 120)]
    public void Moves_only_outside_search_and_release(int margin, MarginMove expected, int after)
    {
        var (move, balances) = LeveledCollateral.Hold(new(margin, 50), Levels);

        Assert.Equal(expected, move);
        Assert.Equal(after, balances.Margin);
        Assert.Equal(margin + 50, balances.Margin + balances.General);
    }

    [Fact]
    public void Equal_to_maintenance_after_the_search_is_distress() =>
        Assert.Equal(MarginMove.Distressed, LeveledCollateral.Hold(new(90, 10), Levels).Move);

    [Fact]
    public void An_order_that_reduces_is_admitted_without_means() =>
        Assert.Equal((true, new MarginBalances(1, 1)), LeveledCollateral.Admit(new(1, 1), 50, isReducing: true));
}
