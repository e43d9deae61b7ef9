using Plimsoll.Liquidation;

namespace Plimsoll.Tests.Liquidation;

public sealed class LimitedLiquidationSizeTests
{
    [Theory]
    [InlineData(10_000_000, 1_000, 500_000, 5_000_000_000, 5, -5_000_000)]
    [InlineData(-10_000_000, 1_000, 500_000, 2_000_000_000, 5, 4_000_000)]
    [InlineData(140, 1, 100_000, 5_000_000_000, 5, -10)]
    [InlineData(5, 1, 100_000, 5_000_000_000, 10, -5)]
    [InlineData(140, 70_000, 100_000, 5_000_000_000, 5, -140)]
    [InlineData(140, 1, 100_000, 0, 5, -5)]
    [InlineData(0, 1, 100_000, 0, 5, 0)]
    public void Limits_hold_and_lots_are_kept(long size, long least, long share, long room, long step, long change) =>
        Assert.Equal(change, LimitedLiquidationSize.Of(new("BTC", size, 500, 200_000, 500_000), new(least, share, room, step)));
}
