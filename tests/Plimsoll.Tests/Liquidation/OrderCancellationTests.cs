using Plimsoll.Liquidation;

namespace Plimsoll.Tests.Liquidation;

public sealed class OrderCancellationTests
{
    private static readonly OpenOrder Buy = new(IsBuy: true, 2, 1_900);
    private static readonly OpenOrder[] Sells = [new(IsBuy: false, 5, 2_150), new(IsBuy: false, 3, 2_100), new(IsBuy: false, 3, 2_200)];

    [Fact]
    public void A_long_keeps_the_sells_nearest_to_the_market()
    {
        var (kept, cancelled) = OrderCancellation.Split(10, [Buy, .. Sells]);

        Assert.Equal([Sells[0], Sells[1]], kept);
        Assert.Equal([Buy, Sells[2]], cancelled);
    }

    [Fact]
    public void A_short_keeps_the_highest_buys()
    {
        OpenOrder far = new(IsBuy: true, 2, 1_800);

        Assert.Equal([Buy], OrderCancellation.Split(-2, [far, Buy, .. Sells]).Kept);
    }

    [Fact]
    public void Of_equal_prices_the_later_goes()
    {
        OpenOrder[] equal = [new(IsBuy: false, 3, 2_100), new(IsBuy: false, 2, 2_100)];

        Assert.Equal([equal[0]], OrderCancellation.Split(4, equal).Kept);
    }

    [Fact]
    public void Without_a_position_every_order_goes() => Assert.Empty(OrderCancellation.Split(0, [Buy, .. Sells]).Kept);
}
