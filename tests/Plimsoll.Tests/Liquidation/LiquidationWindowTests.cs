using Plimsoll.Liquidation;

namespace Plimsoll.Tests.Liquidation;

public sealed class LiquidationWindowTests
{
    [Fact]
    public void Capacity_is_depth_that_the_fees_pay_for() => Assert.Equal(300, LiquidationWindow.Capacity(0.007m, 0.003m, 1_000, 1, 30));

    [Fact]
    public void What_went_within_the_window_is_taken_off() =>
        Assert.Equal([100, 10, 10, 10, 280], LiquidationWindow.Liquidated(300, 30, [(0, 100), (29, 10), (29, 10), (29, 10), (0, 300)]));

    [Fact]
    public void The_window_slides_on_exactly_at_its_length() =>
        Assert.Equal([300, 0, 300], LiquidationWindow.Liquidated(300, 30, [(0, 400), (29, 300), (1, 300)]));

    [Fact]
    public void No_capacity_is_no_limit() => Assert.Equal([900], LiquidationWindow.Liquidated(0, 30, [(0, 900)]));
}
